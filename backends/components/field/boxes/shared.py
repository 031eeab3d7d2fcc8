"""Boxes: measured on the training records, encoded as one padded array."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from scic.backends.shared.cells import ordered
from scic.backends.shared.errors import DataError
from scic.backends.shared.marked import NONE, UNKNOWN, Marked

_RANGE = (0.05, 0.95)
"""The quantiles between which the usual boxes lie."""


def measure_boxes(column: pd.Series) -> dict[str, Any]:
    """The classes of the boxes of the training records, how many boxes each has, and how large and long they are.

    `lengths` are the 5 % and 95 % quantiles of a box's length (the root of its area) as a share of that of its
    image, `shapes` those of height over width. Raises DataError where no record has a box.
    """
    marked = [cell for cell in column if isinstance(cell, Marked)]
    labels = pd.Series([name for cell in marked for name in cell.classes], dtype=object)
    if not len(labels):
        raise DataError(f"no training record has a box in `{column.name}`", "give the training part a larger share")
    areas, shapes = [], []
    for cell in marked:
        for left, top, right, bottom in cell.corners:
            areas.append((right - left) * (bottom - top) / (cell.size[0] * cell.size[1]))
            shapes.append((bottom - top) / (right - left))
    classes = ordered(labels.unique())
    return {
        "classes": classes,
        "counts": [int((labels == name).sum()) for name in classes],
        "lengths": np.quantile(np.sqrt(areas), _RANGE).tolist(),
        "shapes": np.quantile(shapes, _RANGE).tolist(),
    }


def encode_boxes(column: pd.Series, facts: Mapping[str, Any], size: Sequence[int]) -> np.ndarray:
    """The boxes of each record, float32 (B, n, 5): left, top, right, bottom in pixels of `size`, and the class.

    Rows beyond a record's boxes have the class -1; a record whose boxes are not known has -2 throughout. Raises
    DataError for a class that the training records do not have.
    """
    numbers = {name: number for number, name in enumerate(facts["classes"])}
    most = max((len(cell.classes) for cell in column if isinstance(cell, Marked)), default=0)
    encoded = np.zeros((len(column), max(most, 1), 5), dtype=np.float32)
    encoded[..., 4] = NONE
    for row, cell in enumerate(column):
        if not isinstance(cell, Marked):
            encoded[row, :, 4] = UNKNOWN
            continue
        unseen = [name for name in cell.classes if name not in numbers]
        if unseen:
            raise DataError(
                f"no training record has a box of the class `{unseen[0]}`, but record `{column.index[row]}` has",
                "choose another seed or larger parts, or leave the class out",
            )
        if not cell.classes:
            continue
        stretch = np.array([size[1] / cell.size[1], size[0] / cell.size[0]] * 2)
        encoded[row, : len(cell.classes), :4] = np.array(cell.corners) * stretch
        encoded[row, : len(cell.classes), 4] = [numbers[name] for name in cell.classes]
    return encoded

"""Masks: a class for every pixel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from scic.backends.shared.errors import DataError
from scic.backends.shared.pixels import Cell, for_each_file, read_labels, resize
from scic.backends.shared.tiles import cut

_IGNORED = -1


def measure_mask(
    column: pd.Series,
    tiles: pd.Series | None = None,
    size: Sequence[int] | None = None,
    *,
    classes: Sequence[str],
    values: Sequence[int] | None,
) -> dict[str, Any]:
    """The classes of a mask and how many pixels of the training records each has.

    `values` are the numbers that stand for the classes in the files; pixels of another number are left out.
    Without them, two classes are 0 and everything else, and more must be numbered 0, 1, 2, ... `tiles` says
    where each tile of `size` starts; then only what the tiles cover is counted. Raises DataError for a number
    that stands for no class.
    """
    facts = {"classes": list(classes), "values": None if values is None else list(values)}

    known = np.flatnonzero(column.notna())

    def measure(cell: Cell, rows: list[int]) -> np.ndarray:
        labels = _classes(cell, facts)
        parts = [labels]
        if tiles is not None and size is not None:
            parts = [cut(labels, tiles.iloc[row], size) for row in known[rows]]
        shown = np.concatenate([part[part != _IGNORED] for part in parts])
        return np.bincount(shown, minlength=len(classes))

    return {**facts, "counts": np.sum(for_each_file(column.iloc[known], measure), axis=0).astype(int).tolist()}


def encode_mask(
    column: pd.Series, facts: Mapping[str, Any], size: Sequence[int], tiles: pd.Series | None = None
) -> np.ndarray:
    """The class of every pixel, int64 (B, H, W) or (B, D, H, W); -1 where it is unknown or beyond an edge.

    All of it is unknown where a record has no mask. `size` is that of the image the mask belongs to; `tiles` says
    where each tile starts. Raises DataError for a mask of another rank than `size`.
    """
    encoded = np.full((len(column), *size), _IGNORED, dtype=np.int64)
    known = np.flatnonzero(column.notna())

    def encode(cell: Cell, rows: list[int]) -> None:
        labels = _classes(cell, facts)
        if labels.ndim != len(size):
            raise DataError(f"the mask `{cell}` has {labels.ndim} axes, its image has {len(size)}", "give one like it")
        if tiles is None:
            labels = resize(labels, size, labels=True)
        for row in known[rows]:
            part = labels if tiles is None else cut(labels, tiles.iloc[row], size)
            cut(encoded[row], (0,) * part.ndim, part.shape)[...] = part

    for_each_file(column.iloc[known], encode)
    return encoded


def _classes(cell: Cell, facts: Mapping[str, Any]) -> np.ndarray:
    """The class of every pixel of one mask, int64; -1 where it has none."""
    labels = cell if isinstance(cell, np.ndarray) else read_labels(Path(cell))
    count, values = len(facts["classes"]), facts["values"]
    if values is not None:
        found = np.full(labels.shape, _IGNORED, dtype=np.int64)
        for number, value in enumerate(values):
            found[labels == value] = number
        return found
    if count == 2:
        return np.asarray(labels != 0, dtype=np.int64)
    if labels.min() < 0 or labels.max() >= count:
        strange = [int(value) for value in np.unique(labels) if not 0 <= value < count]
        raise DataError(
            f"the mask `{cell}` holds {', '.join(map(str, strange[:8]))}, "
            f"{count} classes are numbered 0 to {count - 1}",
            "set `values` to the number of each class; pixels of other numbers are then left out",
        )
    return labels.astype(np.int64)

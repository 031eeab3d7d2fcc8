"""Boxes around the objects of an image.

As arrays they are padded: (n, 5) a record, left, top, right, bottom in pixels and the number of the class.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

NONE = -1
"""The class of a row that holds no box."""
UNKNOWN = -2
"""The class of every row of a record whose boxes nobody has marked."""


class Marked(NamedTuple):
    """The boxes that were marked in an image of (height, width) `size`: classes, and corners in its pixels."""

    size: tuple[int, int]
    classes: tuple[str, ...]
    corners: tuple[tuple[float, float, float, float], ...]


def known(boxes: np.ndarray) -> np.ndarray:
    """Which records of (B, n, 5) have been marked, if only as empty: (B,)."""
    marked: np.ndarray = boxes[:, 0, 4] != UNKNOWN
    return marked


def present(boxes: np.ndarray) -> np.ndarray:
    """The rows of one record (n, 5) that hold a box."""
    held: np.ndarray = boxes[boxes[:, 4] >= 0]
    return held

"""Shifted pictures."""

from __future__ import annotations

import numpy as np


def shift_transform(array: np.ndarray, *, pixels: int, rng: np.random.Generator) -> np.ndarray:
    """The picture (*space, C), moved by `pixels` along each axis; its first rows and columns are repeated."""
    moved = np.pad(array, [(pixels, 0)] * (array.ndim - 1) + [(0, 0)], mode="edge")
    return moved[tuple(slice(0, length) for length in array.shape)]

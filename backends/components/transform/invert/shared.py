"""Inverted pictures."""

from __future__ import annotations

import numpy as np


def invert_transform(array: np.ndarray, *, rng: np.random.Generator) -> np.ndarray:
    """The picture (*space, C) with bright and dark exchanged, each channel within its own range."""
    space = tuple(range(array.ndim - 1))
    low, high = array.min(axis=space), array.max(axis=space)
    inverted: np.ndarray = high - (array - low)
    return inverted

"""Noise on pictures."""

from __future__ import annotations

import numpy as np


def noise_transform(array: np.ndarray, *, level: float, rng: np.random.Generator) -> np.ndarray:
    """The picture (*space, C) with Gaussian noise; whole numbers stay whole and within their type."""
    spread = level * (float(array.max()) - float(array.min()))
    noisy = array + rng.normal(0, spread, array.shape)
    if array.dtype.kind in "iu":
        limits = np.iinfo(array.dtype)
        noisy = noisy.round().clip(limits.min, limits.max)
    return noisy.astype(array.dtype)

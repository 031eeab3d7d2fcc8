"""Pictures with noise laid over them."""

from __future__ import annotations

import numpy as np


def derive_noise(array: np.ndarray, *, deviation: float, rng: np.random.Generator) -> np.ndarray:
    """The picture (*space, C) with Gaussian noise of a `deviation` in its own unit, float32."""
    noisy: np.ndarray = (array + rng.normal(0, deviation, array.shape)).astype(np.float32)
    return noisy

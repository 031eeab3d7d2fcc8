"""Every pixel by itself."""

from __future__ import annotations

import numpy as np


class Noise:
    """Uniform noise between the darkest and the brightest pixel of pictures."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def fit(self, pictures: np.ndarray) -> Noise:
        """Look for the darkest and the brightest of the pixels (n, pixels)."""
        self.low, self.high, self.pixels = pictures.min(), pictures.max(), pictures.shape[1]
        return self

    def draw(self, count: int) -> np.ndarray:
        """Make as many pictures (count, pixels)."""
        return np.random.default_rng(self.seed).uniform(self.low, self.high, (count, self.pixels))


def uniform_baseline(kind: str, *, seed: int) -> Noise:
    """Make uniform noise; `kind` is "generation"."""
    return Noise(seed)

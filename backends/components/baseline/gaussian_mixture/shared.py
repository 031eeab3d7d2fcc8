"""Gaussian clouds in the principal components of pictures."""

from __future__ import annotations

import numpy as np
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture


class Clouds:
    """A mixture of Gaussians in the leading principal components of pictures as rows of pixels."""

    def __init__(self, clouds: int, components: int, seed: int) -> None:
        self.clouds, self.components, self.seed = clouds, components, seed

    def fit(self, pictures: np.ndarray) -> Clouds:
        """Learn from pictures (n, pixels)."""
        pictures = pictures.astype(np.float64)  # in single precision a covariance may lose its sign
        self.space = PCA(min(self.components, *pictures.shape), random_state=self.seed).fit(pictures)
        count = min(self.clouds, len(pictures))
        self.mixture = GaussianMixture(count, random_state=self.seed).fit(self.space.transform(pictures))
        return self

    def draw(self, count: int) -> np.ndarray:
        """Make as many pictures (count, pixels)."""
        drawn, _ = self.mixture.sample(count)
        made: np.ndarray = self.space.inverse_transform(drawn)
        return made


def gaussian_mixture_baseline(kind: str, *, seed: int, clouds: int, components: int) -> Clouds:
    """Make a mixture of Gaussians; `kind` is "generation"."""
    return Clouds(clouds, components, seed)

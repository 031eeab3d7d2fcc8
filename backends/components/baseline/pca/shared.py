"""Principal components: latents by a linear map, and back by another."""

from __future__ import annotations

from sklearn.base import BaseEstimator
from sklearn.decomposition import PCA


def pca_baseline(kind: str, *, seed: int, components: int | None) -> BaseEstimator:
    """Make a PCA for a `kind` of "reconstruction"."""
    if kind != "reconstruction":
        raise ValueError(f"PCA makes records again, found a {kind} task: compare with a linear model instead")
    return PCA(components, random_state=seed)

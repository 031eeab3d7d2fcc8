"""Scores of made pictures: how the cloud of them lies to that of true ones, and their figure.

Pictures are (B, *space, C) in their own unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from matplotlib.figure import Figure
from scipy.linalg import sqrtm
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

from scic.backends.shared.figures import panels

METRICS = ("frechet", "diversity")
HIGHER = {"frechet": False, "diversity": True}
"""Whether a higher value of the metric is better."""

COMPONENTS = 16
"""Principal components in which distances are taken, at most."""
SHOWN = 12
"""Made pictures in the figure, above their nearest true ones."""


class Sampler(Protocol):
    """A simple model of pictures as vectors."""

    def fit(self, pictures: np.ndarray) -> Sampler:
        """Learn from pictures (n, pixels)."""

    def draw(self, count: int) -> np.ndarray:
        """Make as many pictures (count, pixels)."""


def statistics(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """Both kinds of pictures as rows of pixels (n, pixels); a true and a made one in a row have nothing in common."""
    count = len(truth)
    made = decoded["pictures"].reshape(count, -1).astype(np.float64)
    return {"position": np.arange(count), "true": truth.reshape(count, -1).astype(np.float64), "made": made}


def metrics(statistics: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, float]:
    """The distance of the two clouds and the share of the variance; NaN for fewer than two records.

    The distance is |m - n|^2 + tr(S + T - 2 (S T)^1/2) of means and covariances (Heusel et al. 2017, equation 6),
    divided by the variance of the true pictures.
    """
    true, made = statistics["true"], statistics["made"]
    if len(true) < 2 or not np.isfinite(made).all():
        return {name: float("nan") for name in METRICS}
    space = PCA(min(COMPONENTS, *true.shape), random_state=0).fit(true)
    one, two = space.transform(true), space.transform(made)
    variance = float(true.var(axis=0, ddof=1).sum())
    left, right = (np.atleast_2d(np.cov(cloud, rowvar=False)) for cloud in (one, two))
    apart = ((one.mean(axis=0) - two.mean(axis=0)) ** 2).sum()
    unlike = np.trace(left + right - 2 * np.real(sqrtm(left @ right)))
    return {
        "frechet": float(max(apart + unlike, 0.0) / variance),
        "diversity": float(made.var(axis=0, ddof=1).sum() / variance),
    }


def baseline(
    model: Sampler,
    train: Mapping[str, np.ndarray],
    test: Mapping[str, np.ndarray],
    inputs: Sequence[str],
    target: str,
    facts: Mapping[str, Any],
) -> dict[str, np.ndarray]:
    """Fit a simple model on the training pictures, and give what a network's `decode` would."""
    pictures = train[target]
    made = model.fit(pictures.reshape(len(pictures), -1)).draw(len(test[target]))
    return {"pictures": made.reshape(test[target].shape).astype(np.float32)}


def worst(statistics: Mapping[str, np.ndarray], count: int) -> np.ndarray:
    """Give the positions of the `count` made pictures that lie farthest from any true one, farthest first."""
    distances = _nearest(statistics["made"], statistics["true"])[0]
    return statistics["position"][np.argsort(-distances, kind="stable")[:count]]


def labels(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> list[str]:
    """Say of each made picture how far the nearest true one is."""
    rows = statistics(truth, decoded, facts)
    distances = _nearest(rows["made"], rows["true"])[0] / np.sqrt(rows["true"].shape[1])
    return [f"the nearest true picture is {distance:.3g} away in an average pixel" for distance in distances]


def figure(
    statistics: Mapping[str, np.ndarray],
    decoded: Mapping[str, np.ndarray],
    batch: Mapping[str, np.ndarray],
    facts: Mapping[str, Any],
) -> Figure:
    """Draw made pictures, each above the nearest of the true ones."""
    made = decoded["pictures"][:SHOWN]
    nearest = _nearest(statistics["made"][:SHOWN], statistics["true"])[1]
    true = statistics["true"][nearest].reshape(made.shape)
    low, high = np.percentile(statistics["true"], [1, 99])
    drawn, axes = panels(2, len(made), width=0.75, height=0.85)
    for ax, picture in zip(axes, np.concatenate([made, true]), strict=True):
        ax.imshow(picture.mean(axis=-1), cmap="gray", vmin=low, vmax=max(high, low + 1e-6))
        ax.set_xticks([])
        ax.set_yticks([])
    axes[0].set_ylabel("made")
    axes[len(made)].set_ylabel("nearest")
    return drawn


def _nearest(made: np.ndarray, true: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    distances, rows = NearestNeighbors(n_neighbors=1).fit(true).kneighbors(made)
    return distances[:, 0], rows[:, 0]

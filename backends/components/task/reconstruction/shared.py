"""Scores of a reconstruction: how much of each record is made again, and the map of the latents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from sklearn.base import BaseEstimator, clone

from scic.backends.shared.figures import BLUE, GREY, panels

METRICS = ("r2", "rmse")
HIGHER = {"r2": True, "rmse": False}
"""Whether a higher value of the metric is better."""

SHOWN = 20
"""Genes in the figure: those that are made again best."""


def statistics(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """Give the mean squared `error` and `spread` (n,) of each record over its genes; "position" is the row.

    Both are in units of the spread of each gene among the training records; the spread is that about their mean.
    `truth` and `decoded["values"]` are (B, genes).
    """
    unit = np.asarray(facts["spread"])
    errors = ((decoded["values"] - truth) / unit) ** 2
    about = ((truth - np.asarray(facts["center"])) / unit) ** 2
    return {"position": np.arange(len(truth)), "error": errors.mean(axis=1), "spread": about.mean(axis=1)}


def metrics(statistics: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, float]:
    """Give the share of the variance that is made again, and the root mean squared error."""
    error, spread = statistics["error"].mean(), statistics["spread"].mean()
    return {"r2": float(1 - error / spread) if spread > 0 else float("nan"), "rmse": float(np.sqrt(error))}


def baseline(
    estimator: BaseEstimator,
    train: Mapping[str, np.ndarray],
    test: Mapping[str, np.ndarray],
    inputs: Sequence[str],
    target: str,
    facts: Mapping[str, Any],
) -> dict[str, np.ndarray]:
    """Fit a simple model on the standardised training profiles, and give what a network's `decode` would."""
    center, unit = np.asarray(facts[target]["center"]), np.asarray(facts[target]["spread"])
    fitted = clone(estimator).fit((train[target] - center) / unit)
    latents = fitted.transform((test[target] - center) / unit)
    return {"latents": latents, "values": fitted.inverse_transform(latents) * unit + center}


def worst(statistics: Mapping[str, np.ndarray], count: int) -> np.ndarray:
    """Give the batch positions of the `count` records that are furthest off, worst first."""
    return statistics["position"][np.argsort(-statistics["error"], kind="stable")[:count]]


def labels(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> list[str]:
    """Say of each record how far it is off, and the gene that is furthest."""
    errors = np.abs(decoded["values"] - truth) / np.asarray(facts["spread"])
    root = np.sqrt((errors**2).mean(axis=1))
    pairs = zip(root, errors.argmax(axis=1), errors.max(axis=1), strict=True)
    return [f"off by {mean:.2f} spreads, {facts['genes'][gene]} by {most:.1f}" for mean, gene, most in pairs]


def columns(decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> pd.DataFrame:
    """Give a table with the latents, then the expected value of each gene."""
    latents = [f"latent_{number}" for number in range(1, decoded["latents"].shape[1] + 1)]
    return pd.DataFrame(np.hstack([decoded["latents"], decoded["values"]]), columns=[*latents, *facts["genes"]])


def figure(
    statistics: Mapping[str, np.ndarray],
    decoded: Mapping[str, np.ndarray],
    batch: Mapping[str, np.ndarray],
    facts: Mapping[str, Any],
) -> Figure:
    """Draw the genes that are made again best, and the records by their first two latents."""
    truth = next(v for v in batch.values() if v.shape == decoded["values"].shape and v.dtype.kind == "f")
    about = ((truth - np.asarray(facts["center"])) ** 2).mean(axis=0)
    errors = ((decoded["values"] - truth) ** 2).mean(axis=0)
    shares = 1 - errors / np.where(about > 0, about, np.inf)
    best = np.argsort(-shares, kind="stable")[:SHOWN]
    picture, (left, right) = panels(1, 2, width=4.6, height=4.4)
    left.barh([facts["genes"][gene] for gene in best], shares[best], color=BLUE)
    left.invert_yaxis()
    left.tick_params(axis="y", labelsize=8)
    left.grid(axis="x")
    left.set(xlabel="share of the variance made again", title="the best genes")
    latents = decoded["latents"]
    second = latents[:, 1] if latents.shape[1] > 1 else np.zeros(len(latents))
    dots = right.scatter(latents[:, 0], second, s=22, c=np.sqrt(statistics["error"]), cmap="viridis", linewidth=0)
    right.set(xlabel="latent 1", ylabel="latent 2" if latents.shape[1] > 1 else "", title="the records")
    right.axhline(0, color=GREY, linewidth=0.5, zorder=0)
    right.axvline(0, color=GREY, linewidth=0.5, zorder=0)
    picture.colorbar(dots, ax=right, label="error in spreads").outline.set_visible(False)
    return picture

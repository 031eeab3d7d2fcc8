"""Scores of a regression: statistics of each record, metrics over them, and their figure.

There may be several targets, (B, k); a missing one is NaN and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.stats import rankdata
from sklearn.base import BaseEstimator, clone

from scic.backends.shared.features import feature_matrix
from scic.backends.shared.figures import BLUE, GREY, VERMILION, panels

METRICS = ("r2", "rmse", "mae", "spearman")
HIGHER = {"r2": True, "rmse": False, "mae": False, "spearman": True}
"""Whether a higher value of the metric is better; of `r2[height]`, what stands before the bracket."""


def statistics(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """Give truth and values (n, k) of the records with at least one known target; one row a record.

    `truth` and `decoded["values"]` are (B, k); "position" is the row in the batch. Raises ValueError when no
    target is known.
    """
    known = ~np.isnan(truth).all(axis=1)
    if not known.any():
        raise ValueError(f"none of the {len(truth)} records has a known target, so there is nothing to score")
    return {
        "position": np.flatnonzero(known),
        "truth": truth[known].astype(np.float64),
        "values": decoded["values"][known].astype(np.float64),
    }


def metrics(statistics: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, float]:
    """Give r2, root mean squared and mean absolute error in the target's unit, and rank correlation.

    With several targets each metric is the mean over them, followed by those of each, such as `rmse[height]`.
    A metric is NaN where it is undefined (a constant truth) or the network has answered NaN.
    """
    scores = [
        _scores(truth, values) for truth, values in zip(statistics["truth"].T, statistics["values"].T, strict=True)
    ]
    found = {name: _mean([score[name] for score in scores]) for name in METRICS}
    if len(scores) > 1:
        for target, score in zip(facts["names"], scores, strict=True):
            found |= {f"{name}[{target}]": value for name, value in score.items()}
    return found


def baseline(
    estimator: BaseEstimator,
    train: Mapping[str, np.ndarray],
    test: Mapping[str, np.ndarray],
    inputs: Sequence[str],
    target: str,
    facts: Mapping[str, Any],
) -> dict[str, np.ndarray]:
    """Fit a simple model on the same records, and give what a network's `decode` would.

    Each target has a model of its own, trained on the records where it is known. `facts` are those of all
    fields, by name.
    """
    features, new = feature_matrix(train, inputs, facts), feature_matrix(test, inputs, facts)
    values = []
    for truth in train[target].T:
        known = ~np.isnan(truth)
        values.append(clone(estimator).fit(features[known], truth[known]).predict(new))
    return {"values": np.stack(values, axis=1)}


def worst(statistics: Mapping[str, np.ndarray], count: int) -> np.ndarray:
    """Give the batch positions of the `count` records that are furthest off, worst first.

    With several targets, by the mean of the errors, each in units of its target's spread.
    """
    errors = np.abs(statistics["values"] - statistics["truth"])
    spread = np.nanstd(statistics["truth"], axis=0)
    size = np.nanmean(errors / np.where(spread > 0, spread, 1), axis=1)
    return statistics["position"][np.argsort(-size, kind="stable")[:count]]


def labels(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> list[str]:
    """Say of each record what was measured, and what is predicted; of several targets, the first."""
    pairs = zip(truth[:, 0], decoded["values"][:, 0], strict=True)
    return [f"true {measured:.3g}, predicted {answer:.3g}" for measured, answer in pairs]


def columns(decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> pd.DataFrame:
    """Give a table with a column for each target, such as `predicted_height`."""
    return pd.DataFrame(decoded["values"], columns=[f"predicted_{name}" for name in facts["names"]])


def figure(
    statistics: Mapping[str, np.ndarray],
    decoded: Mapping[str, np.ndarray],
    batch: Mapping[str, np.ndarray],
    facts: Mapping[str, Any],
) -> Figure:
    """Draw predicted against true values, and the errors over the predicted ones, a row for each target."""
    names = facts["names"]
    picture, axes = panels(len(names), 2, width=4.3, height=3.8)
    for number, name in enumerate(names):
        truth, values = statistics["truth"][:, number], statistics["values"][:, number]
        known = np.isfinite(truth) & np.isfinite(values)
        _draw_values(axes[2 * number], truth[known], values[known], name)
        _draw_errors(axes[2 * number + 1], truth[known], values[known], name)
    return picture


def _mean(values: Sequence[float]) -> float:
    defined = [value for value in values if not np.isnan(value)]
    return float(np.mean(defined)) if defined else float("nan")


def _scores(truth: np.ndarray, values: np.ndarray) -> dict[str, float]:
    known = ~np.isnan(truth)
    truth, values = truth[known], values[known]
    if not len(truth) or not np.isfinite(values).all():
        return dict.fromkeys(METRICS, float("nan"))
    errors = values - truth
    spread = float(((truth - truth.mean()) ** 2).sum())
    return {
        "r2": 1 - float((errors**2).sum()) / spread if spread > 0 else float("nan"),
        "rmse": float(np.sqrt((errors**2).mean())),
        "mae": float(np.abs(errors).mean()),
        "spearman": _correlation(rankdata(truth), rankdata(values)),
    }


def _correlation(left: np.ndarray, right: np.ndarray) -> float:
    left, right = left - left.mean(), right - right.mean()
    length = float(np.sqrt((left**2).sum() * (right**2).sum()))
    return float((left * right).sum()) / length if length > 0 else float("nan")


def _draw_values(ax: Axes, truth: np.ndarray, values: np.ndarray, name: str) -> None:
    if len(truth):
        low, high = min(truth.min(), values.min()), max(truth.max(), values.max())
        ax.plot([low, high], [low, high], "--", color=GREY, linewidth=1, label="perfect")
        ax.legend(loc="upper left")
    ax.scatter(truth, values, color=BLUE, **_dots(len(truth)))
    ax.grid()
    ax.set(xlabel=f"true {name}", ylabel=f"predicted {name}", title="predicted against true")


def _draw_errors(ax: Axes, truth: np.ndarray, values: np.ndarray, name: str) -> None:
    ax.axhline(0, linestyle="--", color=GREY, linewidth=1)
    ax.scatter(values, values - truth, color=VERMILION, **_dots(len(truth)))
    ax.grid()
    ax.set(xlabel=f"predicted {name}", ylabel="predicted - true", title="errors: a trend here is a bias")


def _dots(count: int) -> dict[str, Any]:
    # many points are drawn small and transparent, so that their density shows
    return {"s": 26 if count < 500 else 8, "alpha": 0.65 if count < 500 else 0.3, "linewidth": 0}

"""Scores of a classification: statistics of each record, metrics over them, and their figure.

A target has one class a record (B,), or several at once (B, k) of 0 and 1. The metrics are written out, not
taken from a library, since a bootstrap computes them a thousand times and a redrawn set may lack a class:
such a class is left out, and a metric that no class defines is NaN.
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

METRICS = ("accuracy", "balanced_accuracy", "f1", "auroc", "log_loss", "calibration_error")
HIGHER = {
    "accuracy": True,
    "balanced_accuracy": True,
    "f1": True,
    "auroc": True,
    "log_loss": False,
    "calibration_error": False,
}
"""Whether a higher value of the metric is better."""

BINS = 15
"""Bins of confidence in the calibration error (Guo et al., On calibration of modern networks, 2017)."""

SMALLEST = 1e-7
"""Smallest probability in the log loss: a sure mistake costs 16, not infinity."""


def statistics(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """Give truth, prediction and probabilities of the records whose class is known; one row a record.

    `truth` is (B,) with -1 for missing, or (B, k) with NaN for missing; `decoded["probabilities"]` is (B, C).
    "position" is the row in the batch. Raises ValueError when no class is known.
    """
    several = truth.ndim == 2
    known = ~np.isnan(truth).any(axis=1) if several else truth >= 0
    if not known.any():
        raise ValueError(f"none of the {len(truth)} records has a known class, so there is nothing to score")
    probabilities = decoded["probabilities"][known].astype(np.float64)
    return {
        "position": np.flatnonzero(known),
        "truth": truth[known].astype(np.int64),
        "predicted": _predicted(probabilities, several),
        "probabilities": probabilities,
    }


def metrics(statistics: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, float]:
    """Give the metrics over the records; NaN where a network has answered NaN.

    With one class a record: the share that is right; recall, F1 and area under the ROC curve (one class
    against the rest), each as the mean over classes; and the mean of -log p. With several labels: the share
    of records with all labels right, and the means over labels.
    """
    truth, predicted, probabilities = (statistics[name] for name in ("truth", "predicted", "probabilities"))
    if not np.isfinite(probabilities).all():
        return dict.fromkeys(METRICS, float("nan"))
    if truth.ndim == 2:
        right = (truth == predicted).all(axis=1)
        members, answered = truth.astype(bool), predicted.astype(bool)
        recalls = np.stack([_recall(members, answered), _recall(~members, ~answered)])
        balanced = np.where(np.isnan(recalls).any(axis=0), np.nan, recalls.mean(axis=0))
    else:
        right = truth == predicted
        classes = np.arange(probabilities.shape[1])
        members, answered = truth[:, None] == classes, predicted[:, None] == classes
        balanced = _recall(members, answered)
    confidence, hit = _confidence(statistics)
    return {
        "accuracy": float(right.mean()),
        "balanced_accuracy": _mean(balanced),
        "f1": _mean(_f1(members, answered)),
        "auroc": _mean(_auroc(members, probabilities)),
        "log_loss": float(_losses(statistics).mean()),
        "calibration_error": _calibration_error(confidence, hit),
    }


def baseline(
    estimator: BaseEstimator,
    train: Mapping[str, np.ndarray],
    test: Mapping[str, np.ndarray],
    inputs: Sequence[str],
    target: str,
    facts: Mapping[str, Any],
) -> dict[str, np.ndarray]:
    """Fit a simple model on the same records, and give what a network's `decode` would.

    `facts` are those of all fields, by name.
    """
    features, new = feature_matrix(train, inputs, facts), feature_matrix(test, inputs, facts)
    truth = train[target]
    if truth.ndim == 1:
        probabilities = np.zeros((len(new), len(facts[target]["classes"])))
        fitted = clone(estimator).fit(features[truth >= 0], truth[truth >= 0])
        probabilities[:, fitted.classes_] = fitted.predict_proba(new)
        return {"probabilities": probabilities}
    known = ~np.isnan(truth).any(axis=1)
    columns = []
    for label in truth[known].T:
        if label.min() == label.max():
            # a label that all records share, or none has, teaches a classifier nothing
            columns.append(np.full(len(new), label[0], dtype=np.float64))
        else:
            columns.append(clone(estimator).fit(features[known], label).predict_proba(new)[:, 1])
    return {"probabilities": np.stack(columns, axis=1)}


def worst(statistics: Mapping[str, np.ndarray], count: int) -> np.ndarray:
    """Give the batch positions of the `count` records whose truth was least expected, worst first."""
    return statistics["position"][np.argsort(-_losses(statistics), kind="stable")[:count]]


def labels(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> list[str]:
    """Say of each record what it is, and what it is taken for."""
    if _several(facts):
        answers = _predicted(decoded["probabilities"], several=True)
        return [
            f"true {_named(one, facts)}, predicted {_named(two, facts)}"
            for one, two in zip(truth, answers, strict=True)
        ]
    names = np.array([*facts["classes"], "unknown"])  # -1, no known class, is the last
    answers = _predicted(decoded["probabilities"], several=False)
    return [f"true {one}, predicted {two}" for one, two in zip(names[truth], names[answers], strict=True)]


def columns(decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> pd.DataFrame:
    """Give a table of predictions and probabilities; with several labels, a 0 or 1 for each."""
    probabilities, classes = decoded["probabilities"], facts["classes"]
    chances = pd.DataFrame(probabilities, columns=[f"probability_{name}" for name in classes])
    if _several(facts):
        answers = _predicted(probabilities, several=True)
        return pd.concat([pd.DataFrame(answers, columns=[f"predicted_{name}" for name in classes]), chances], axis=1)
    chances.insert(0, "predicted", [classes[best] for best in _predicted(probabilities, several=False)])
    return chances


def figure(
    statistics: Mapping[str, np.ndarray],
    decoded: Mapping[str, np.ndarray],
    batch: Mapping[str, np.ndarray],
    facts: Mapping[str, Any],
) -> Figure:
    """Draw what is taken for what, and how far the probabilities can be believed."""
    classes = facts["classes"]
    size = min(max(3.4, 0.42 * len(classes) + 1.6), 9.0)
    picture, (left, right) = panels(1, 2, width=size + 0.8, height=size)
    if statistics["truth"].ndim == 2:
        _draw_labels(left, statistics, classes)
    else:
        _draw_confusion(left, statistics, classes)
    _draw_reliability(right, statistics)
    return picture


def _several(facts: Mapping[str, Any]) -> bool:
    # only a multilabel is written with a separator between its classes
    return "separator" in facts


def _named(chosen: np.ndarray, facts: Mapping[str, Any]) -> str:
    return " + ".join(name for name, there in zip(facts["classes"], chosen, strict=True) if there == 1) or "none"


def _predicted(probabilities: np.ndarray, several: bool) -> np.ndarray:
    if several:
        return (probabilities >= 0.5).astype(np.int64)
    return np.asarray(probabilities.argmax(axis=1))


def _mean(values: np.ndarray) -> float:
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else float("nan")


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.asarray(np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0))


def _recall(members: np.ndarray, answered: np.ndarray) -> np.ndarray:
    return _ratio((members & answered).sum(axis=0), members.sum(axis=0))


def _f1(members: np.ndarray, answered: np.ndarray) -> np.ndarray:
    return _ratio(2 * (members & answered).sum(axis=0), members.sum(axis=0) + answered.sum(axis=0))


def _auroc(members: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    # the area under the ROC curve is the Mann-Whitney statistic of the ranks
    inside, outside = members.sum(axis=0), (~members).sum(axis=0)
    ranks = (rankdata(probabilities, axis=0) * members).sum(axis=0)
    return _ratio(ranks - inside * (inside + 1) / 2, inside * outside)


def _losses(statistics: Mapping[str, np.ndarray]) -> np.ndarray:
    truth, probabilities = statistics["truth"], statistics["probabilities"]
    if truth.ndim == 2:
        chances = np.where(truth == 1, probabilities, 1 - probabilities)
        return np.asarray(-np.log(np.clip(chances, SMALLEST, 1)).mean(axis=1))
    chances = probabilities[np.arange(len(truth)), truth]
    return np.asarray(-np.log(np.clip(chances, SMALLEST, 1)))


def _confidence(statistics: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Give the probability of each answer, and whether the answer is right, one after the other."""
    truth, probabilities = statistics["truth"], statistics["probabilities"]
    hit = (truth == statistics["predicted"]).ravel()
    if truth.ndim == 2:
        return np.maximum(probabilities, 1 - probabilities).ravel(), hit
    return probabilities.max(axis=1), hit


def _bins(confidence: np.ndarray, hit: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give number of answers, mean confidence and share right of every bin that has answers."""
    place = np.minimum((confidence * BINS).astype(np.int64), BINS - 1)
    counts = np.bincount(place, minlength=BINS)
    used = counts > 0
    sums = [np.bincount(place, weights=weights, minlength=BINS)[used] for weights in (confidence, hit)]
    return counts[used], sums[0] / counts[used], sums[1] / counts[used]


def _calibration_error(confidence: np.ndarray, hit: np.ndarray) -> float:
    counts, said, right = _bins(confidence, hit)
    return float((counts * np.abs(said - right)).sum() / counts.sum())


def _draw_confusion(ax: Axes, statistics: Mapping[str, np.ndarray], classes: Sequence[str]) -> None:
    count = len(classes)
    table = np.bincount(statistics["truth"] * count + statistics["predicted"], minlength=count * count)
    table = table.reshape(count, count)
    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    if count <= 20:
        for (row, column), number in np.ndenumerate(table):
            shade = "white" if shares[row, column] > 0.5 else "#222222"
            ax.text(column, row, f"{number or '·'}", ha="center", va="center", color=shade, fontsize=8.5)
    ax.set_xticks(range(count), classes)
    if max(map(len, classes)) > 3:
        ax.tick_params(axis="x", rotation=45)
        for label in ax.get_xticklabels():
            label.set(ha="right", rotation_mode="anchor")
    ax.set_yticks(range(count), classes)
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    ax.set(xlabel="predicted", ylabel="true", title="records by class (shade: share of the row)")


def _draw_labels(ax: Axes, statistics: Mapping[str, np.ndarray], classes: Sequence[str]) -> None:
    members, answered = statistics["truth"].astype(bool), statistics["predicted"].astype(bool)
    rows = np.arange(len(classes))
    ax.barh(rows - 0.2, np.nan_to_num(_recall(members, answered)), height=0.36, color=BLUE, label="found (recall)")
    ax.barh(
        rows + 0.2,
        np.nan_to_num(_recall(answered, members)),
        height=0.36,
        color=VERMILION,
        label="right (precision)",
    )
    ax.set_yticks(rows, [f"{name} ({number})" for name, number in zip(classes, members.sum(axis=0), strict=True)])
    ax.invert_yaxis()
    ax.grid(axis="x")
    ax.set(xlim=(0, 1), xlabel="share", title="each label (number of records)")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2)


def _draw_reliability(ax: Axes, statistics: Mapping[str, np.ndarray]) -> None:
    ax.plot([0, 1], [0, 1], "--", color=GREY, linewidth=1)
    confidence, hit = _confidence(statistics)
    if np.isfinite(confidence).all():
        counts, said, right = _bins(confidence, hit)
        ax.plot(said, right, color=BLUE, linewidth=1)
        ax.scatter(said, right, s=12 + 160 * counts / counts.max(), color=BLUE, edgecolor="white", zorder=3)
    ax.grid()
    ax.set(xlim=(0, 1.03), ylim=(0, 1.03), aspect="equal", xlabel="confidence", ylabel="share right")
    ax.set_title("is the confidence right? (size: records)")

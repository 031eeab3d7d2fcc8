"""Scores of a registration: how alike the pictures have become, whether their labels meet, and where the grid folds.

Pictures are (*space, C), displacements (*space, rank) in pixels: where each pixel of the moved picture is taken from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scic.backends.shared.figures import ORANGE, panels
from scic.backends.shared.warping import jacobian, warped

METRICS = ("correlation", "dice", "folds")
HIGHER = {"correlation": True, "dice": True, "folds": False}
"""Whether a higher value of the metric is better."""

ROWS = 4
"""Records in the figure, from the worst to the best."""
LINES = 16
"""Lines of the drawn grid along each axis."""


class Registrar(Protocol):
    """A way to register two pictures that learns nothing."""

    def __call__(self, moving: np.ndarray, fixed: np.ndarray) -> np.ndarray:
        """The displacement (*space, rank) that lays `moving` (*space, C) upon `fixed`."""


def encode_registration(fixed: np.ndarray, labels: Sequence[np.ndarray]) -> np.ndarray:
    """What a registration is held against: fixed pictures (B, *space, C), and behind their channels the labels.

    The labels, each (B, *space), are those of the moving and the fixed picture, or none; -1 is an unknown class.
    """
    return np.concatenate([fixed, *(each[..., None].astype(np.float32) for each in labels)], axis=-1)


def statistics(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """The correlation, the overlap of labels where there are any, and the share of folds of each record, (n,).

    "position" is the row in the batch. A score is NaN where a picture has one value, or no class but the first.
    """
    channels = decoded["pictures"].shape[-1]
    pairs = list(zip(truth, decoded["pictures"], decoded["displacement"], strict=True))
    found = {
        "position": np.arange(len(truth)),
        "correlation": np.array([_correlation(each[..., :channels], moved) for each, moved, _ in pairs], dtype=float),
        "folds": np.array([(jacobian(displacement) <= 0).mean() for _, _, displacement in pairs], dtype=float),
    }
    if facts["labels"]:
        count = len(facts["labels"])
        found["dice"] = np.array(
            [overlap(each[..., channels:], displacement, count) for each, _, displacement in pairs], dtype=float
        )
    return found


def overlap(labels: np.ndarray, displacement: np.ndarray, classes: int) -> float:
    """Dice overlap of moved and fixed labels (*space, 2), averaged over the classes but the first that either has."""
    moved = warped(labels[..., :1], displacement, labels=True)[..., 0]
    fixed = labels[..., 1]
    known = (moved >= 0) & (fixed >= 0)
    shares = []
    for label in range(1, classes):
        one, other = (moved == label) & known, (fixed == label) & known
        if one.any() or other.any():
            shares.append(2 * (one & other).sum() / (one.sum() + other.sum()))
    return float(np.mean(shares)) if shares else float("nan")


def metrics(statistics: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, float]:
    """Give the mean of each score over the records that have it."""
    known = {name: statistics[name][~np.isnan(statistics[name])] for name in METRICS if name in statistics}
    return {name: float(values.mean()) if len(values) else float("nan") for name, values in known.items()}


def baseline(
    model: Registrar,
    train: Mapping[str, np.ndarray],
    test: Mapping[str, np.ndarray],
    inputs: Sequence[str],
    target: str,
    facts: Mapping[str, Any],
) -> dict[str, np.ndarray]:
    """Register every test pair by itself, and give what a network's `decode` would."""
    moving, fixed = (test[name] for name in inputs)
    found = [model(one, other) for one, other in zip(moving, fixed, strict=True)]
    pictures = [warped(one, displacement) for one, displacement in zip(moving, found, strict=True)]
    return {"pictures": np.stack(pictures), "displacement": np.stack(found).astype(np.float32)}


def worst(statistics: Mapping[str, np.ndarray], count: int) -> np.ndarray:
    """Give the batch positions of the `count` records with the lowest correlation, worst first."""
    return statistics["position"][np.argsort(statistics["correlation"], kind="stable")[:count]]


def labels(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> list[str]:
    """Say of each record how alike its pictures are, and how far their labels overlap."""
    scores = statistics(truth, decoded, facts)
    words = [f"correlation {value:.2f}" for value in scores["correlation"]]
    if "dice" not in scores:
        return words
    return [f"{word}, Dice {value:.2f}" for word, value in zip(words, scores["dice"], strict=True)]


def maps(decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> np.ndarray:
    """Give the moved pictures (B, *space, C)."""
    return decoded["pictures"]


def displacements(decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> np.ndarray:
    """Give the displacement along each axis, slowest first (B, *space, rank), in pixels."""
    return decoded["displacement"]


def figure(
    statistics: Mapping[str, np.ndarray],
    decoded: Mapping[str, np.ndarray],
    batch: Mapping[str, np.ndarray],
    facts: Mapping[str, Any],
) -> Figure:
    """Draw the pictures of records from worst to best, and the motion; of a volume the middle slice.

    The lines of an even grid on the fixed picture are drawn over the moving one, where their pixels come from.
    """
    moving, fixed = [value for value in batch.values() if value.shape == decoded["pictures"].shape][:2]
    order = np.argsort(statistics["correlation"], kind="stable")
    chosen = order[np.unique(np.linspace(0, len(order) - 1, min(ROWS, len(order))).round().astype(int))]
    drawn, axes = panels(len(chosen), 4, width=2.6, height=2.85)
    for number, row in enumerate(chosen):
        position = statistics["position"][row]
        before = _correlation(fixed[position], moving[position])
        after = statistics["correlation"][row]
        words = (f"moving, r = {before:.2f}", "fixed", f"moved, r = {after:.2f}", "where from")
        shown = (moving[position], fixed[position], decoded["pictures"][position], moving[position])
        own, others = (np.percentile(_plane(each[position]), [1, 99]) for each in (fixed, moving))
        places = axes[4 * number : 4 * number + 4]
        limits = (others, own, others, others)
        for ax, title, picture, (low, high) in zip(places, words, shown, limits, strict=True):
            ax.imshow(_plane(picture), cmap="gray", vmin=low, vmax=max(high, low + 1e-6))
            ax.set_axis_off()
            ax.set_title(title)
        _draw_grid(places[-1], decoded["displacement"][position])
    return drawn


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    one, other = one.astype(np.float64).ravel(), other.astype(np.float64).ravel()
    if one.std() == 0 or other.std() == 0 or not np.isfinite(other).all():
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def _plane(picture: np.ndarray) -> np.ndarray:
    """The mean of the channels, (H, W); of a volume the middle slice."""
    plane: np.ndarray = picture.mean(axis=-1)
    return plane if plane.ndim == 2 else plane[len(plane) // 2]


def _draw_grid(ax: Axes, displacement: np.ndarray) -> None:
    plane = displacement if displacement.ndim == 3 else displacement[len(displacement) // 2]
    height, width = plane.shape[:2]
    rows, columns = np.indices((height, width)) + np.moveaxis(plane[..., -2:], -1, 0)
    for line in np.linspace(0, height - 1, LINES).round().astype(int):
        ax.plot(columns[line], rows[line], color=ORANGE, linewidth=0.6)
    for line in np.linspace(0, width - 1, LINES).round().astype(int):
        ax.plot(columns[:, line], rows[:, line], color=ORANGE, linewidth=0.6)
    ax.set_xlim(-0.5, width - 0.5)
    ax.set_ylim(height - 0.5, -0.5)

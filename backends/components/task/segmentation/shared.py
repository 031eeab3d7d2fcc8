"""Scores of a segmentation: overlaps of each record and class, metrics over them, and their figure.

Masks are (B, *space) with classes from 0, the background, and -1 for pixels to ignore.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from sklearn.base import BaseEstimator, clone

from scic.backends.shared.features import pixel_features
from scic.backends.shared.figures import colours, panels

METRICS = ("dice", "iou", "precision", "recall")
HIGHER = {"dice": True, "iou": True, "precision": True, "recall": True}
"""Whether a higher value of the metric is better; of `dice[nucleus]`, what stands before the bracket."""

PIXELS = 20_000
"""Most pixels that a simple model is trained on, drawn evenly from the training records."""

ROWS = 4
"""Records in the figure, from the worst to the best."""


def statistics(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """Count true positive, false positive and false negative pixels (n, classes) of each record.

    `truth` and `decoded["classes"]` are (B, *space). "position" is the row in the batch; records without any
    known pixel are left out. Raises ValueError when that leaves none.
    """
    count = len(facts["classes"])
    position = np.flatnonzero((truth >= 0).reshape(len(truth), -1).any(axis=1))
    if not len(position):
        raise ValueError(f"none of the {len(truth)} records has a known pixel, so there is nothing to score")
    tables = []
    for row in position:
        known = truth[row] >= 0
        pairs = truth[row][known] * count + decoded["classes"][row][known]
        tables.append(np.bincount(pairs, minlength=count * count).reshape(count, count))
    table = np.stack(tables)
    hits = np.diagonal(table, axis1=1, axis2=2)
    return {"position": position, "tp": hits, "fp": table.sum(axis=1) - hits, "fn": table.sum(axis=2) - hits}


def metrics(statistics: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, float]:
    """Give the overlaps of the foreground classes over the pixels of all records together.

    Dice is 2tp / (2tp + fp + fn), iou tp / (tp + fp + fn); each metric is the mean over the foreground
    classes, followed by the Dice of each class, such as `dice[nucleus]`, where there are several. A class
    that is neither in truth nor in prediction is left out; a metric is NaN where that leaves none.
    """
    tp, fp, fn = (statistics[name].sum(axis=0)[1:] for name in ("tp", "fp", "fn"))
    present = tp + fp + fn > 0
    dice = np.where(present, 2 * tp / np.maximum(2 * tp + fp + fn, 1), np.nan)
    found = {
        "dice": _mean(dice),
        "iou": _mean((tp / np.maximum(tp + fp + fn, 1))[present]),
        "precision": _mean((tp / np.maximum(tp + fp, 1))[present]),
        "recall": _mean((tp / np.maximum(tp + fn, 1))[present]),
    }
    if len(dice) > 1:
        found |= {f"dice[{name}]": float(value) for name, value in zip(facts["classes"][1:], dice, strict=True)}
    return found


def baseline(
    estimator: BaseEstimator,
    train: Mapping[str, np.ndarray],
    test: Mapping[str, np.ndarray],
    inputs: Sequence[str],
    target: str,
    facts: Mapping[str, Any],
) -> dict[str, np.ndarray]:
    """Fit a simple model on pixels of the same records, and give what a network's `decode` would.

    A pixel is described by the intensities and edges around it, at a few scales, in every input of the mask's
    size.
    """
    grids = [name for name in inputs if name in train and train[name].shape[1:-1] == train[target].shape[1:]]
    if not grids:
        raise ValueError(f"a simple segmentation needs an image as large as {target!r}, found {', '.join(inputs)}")
    random = np.random.default_rng(0)
    quota = max(1, PIXELS // len(train[target]))
    features, labels = [], []
    for row, mask in enumerate(train[target]):
        known = np.flatnonzero(mask >= 0)
        chosen = random.choice(known, min(quota, len(known)), replace=False)
        features.append(_pixels(train, grids, row)[chosen])
        labels.append(mask.ravel()[chosen])
    fitted = clone(estimator).fit(np.concatenate(features), np.concatenate(labels))
    space = test[grids[0]].shape[1:-1]
    answers = [fitted.predict(_pixels(test, grids, row)).reshape(space) for row in range(len(test[grids[0]]))]
    return {"classes": np.stack(answers).astype(np.uint8)}


def worst(statistics: Mapping[str, np.ndarray], count: int) -> np.ndarray:
    """Give the batch positions of the `count` records with the lowest Dice, worst first."""
    return statistics["position"][np.argsort(_record_dice(statistics), kind="stable")[:count]]


def labels(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> list[str]:
    """Say of each record how much of it is foreground, and how much is taken for it."""
    axes = tuple(range(1, truth.ndim))
    pairs = zip((truth > 0).mean(axis=axes), (decoded["classes"] > 0).mean(axis=axes), strict=True)
    return [f"{there:.0%} foreground, predicted {found:.0%}" for there, found in pairs]


def maps(decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> np.ndarray:
    """Give the predicted masks (B, *space) with the values that the mask files have for the classes."""
    values = facts.get("values")
    return np.asarray(values)[decoded["classes"]] if values else decoded["classes"]


def figure(
    statistics: Mapping[str, np.ndarray],
    decoded: Mapping[str, np.ndarray],
    batch: Mapping[str, np.ndarray],
    facts: Mapping[str, Any],
) -> Figure:
    """Draw input, truth and prediction of records from worst to best; of a volume the fullest slice."""
    dice = _record_dice(statistics)
    order = np.argsort(dice, kind="stable")
    chosen = order[np.unique(np.linspace(0, len(order) - 1, min(ROWS, len(order))).round().astype(int))]
    space = decoded["classes"].shape
    truth = next(value for value in batch.values() if value.shape == space and value.dtype.kind in "iu")
    image = next((value for value in batch.values() if value.shape[:-1] == space), None)
    picture, axes = panels(len(chosen), 3, width=2.6, height=2.75)
    for number, row in enumerate(chosen):
        position = statistics["position"][row]
        place = _slice(truth[position])
        ground = np.zeros(truth[position][place].shape) if image is None else image[position][place].mean(axis=-1)
        words = ("input", "truth", f"prediction, Dice {dice[row]:.2f}")
        masks = (None, truth[position][place], decoded["classes"][position][place])
        for ax, title, mask in zip(axes[3 * number : 3 * number + 3], words, masks, strict=True):
            _draw(ax, ground, mask, len(facts["classes"]))
            ax.set_title(title)
    shades = colours(len(facts["classes"]) - 1)
    patches = [Patch(color=shade, label=name) for shade, name in zip(shades, facts["classes"][1:], strict=True)]
    picture.legend(handles=patches, loc="outside lower center", ncols=min(5, len(patches)))
    return picture


def _mean(values: np.ndarray) -> float:
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else float("nan")


def _record_dice(statistics: Mapping[str, np.ndarray]) -> np.ndarray:
    """Give every record's mean Dice over the foreground classes; 1 for an empty mask found empty."""
    tp, fp, fn = (statistics[name][:, 1:] for name in ("tp", "fp", "fn"))
    present = tp + fp + fn > 0
    dice = np.where(present, 2 * tp / np.maximum(2 * tp + fp + fn, 1), 0).sum(axis=1)
    return np.where(present.any(axis=1), dice / np.maximum(present.sum(axis=1), 1), 1.0)


def _pixels(batch: Mapping[str, np.ndarray], grids: Sequence[str], row: int) -> np.ndarray:
    described = np.concatenate([pixel_features(batch[name][row]) for name in grids], axis=-1)
    return described.reshape(-1, described.shape[-1])


def _slice(mask: np.ndarray) -> tuple[int, ...]:
    """Give the place of the slice of a volume with most foreground; the whole of an image."""
    if mask.ndim == 2:
        return ()
    return (int((mask > 0).sum(axis=tuple(range(1, mask.ndim))).argmax()),)


def _draw(ax: Axes, ground: np.ndarray, mask: np.ndarray | None, classes: int) -> None:
    low, high = np.percentile(ground, [1, 99])
    ax.imshow(ground, cmap="gray", vmin=low, vmax=max(high, low + 1e-6))
    if mask is not None:
        shown = np.ma.masked_less_equal(mask, 0)
        shades = ListedColormap(colours(classes - 1))
        ax.imshow(shown, cmap=shades, vmin=0.5, vmax=classes - 0.5, alpha=0.45, interpolation="nearest")
        for number, shade in enumerate(colours(classes - 1), start=1):
            if (mask == number).any() and (mask != number).any():
                ax.contour(mask == number, levels=[0.5], colors=[shade], linewidths=0.9)
    ax.set_axis_off()

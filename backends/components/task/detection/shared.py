"""Scores of a detection: which boxes of each record are right, metrics over them, and their figure.

True boxes are (B, n, 5): left, top, right, bottom and class. Found ones are `boxes` (B, n, 4), `scores` and
`classes` (B, n), the best first; -1 is the class of a row that holds none.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from scic.backends.shared.figures import GREEN, VERMILION, panels
from scic.backends.shared.marked import known, present

METRICS = ("map50", "map", "precision", "recall")
HIGHER = {"map50": True, "map": True, "precision": True, "recall": True}
"""Whether a higher value of the metric is better; of `map50[nucleus]`, what stands before the bracket."""

OVERLAPS = np.linspace(0.5, 0.95, 10)
"""The overlaps over the union that a right box must reach, one after the other."""
RECALLS = np.linspace(0, 1, 101)
"""Where the precision is read off."""
MOST = 100
"""Boxes of a record that count, the best ones."""
SURE = 0.5
"""The score from which on a box is drawn, and counts for precision and recall."""
RECORDS = 6
"""Records in the figure, from the worst to the best."""


def statistics(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """Say of each found box which overlaps it is right at, and count the true boxes of each class.

    Gives a row a record: `scores` and `classes` (n, 100), `right` (n, 100, 10) by overlap, `true` (n, classes), and
    "position", the row in the batch; records that nobody has marked are left out. Raises ValueError when that
    leaves none.
    """
    position = np.flatnonzero(known(truth))
    if not len(position):
        raise ValueError(f"none of the {len(truth)} records is marked, so there is nothing to score")
    count = len(facts["classes"])
    found = {
        "position": position,
        "scores": np.zeros((len(position), MOST)),
        "classes": np.full((len(position), MOST), -1),
        "right": np.zeros((len(position), MOST, len(OVERLAPS)), dtype=bool),
        "true": np.stack([np.bincount(present(truth[row])[:, 4].astype(int), minlength=count) for row in position]),
    }
    for (row, label), matched in _matched(truth, decoded, position, count).items():
        scores, right = np.array(matched["dtScores"]), np.array(matched["dtMatches"]) > 0
        places = np.flatnonzero(found["classes"][row] < 0)[: len(scores)]
        found["scores"][row, places] = scores[: len(places)]
        found["classes"][row, places] = label
        found["right"][row, places] = right.T[: len(places)]
    return found


def metrics(statistics: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, float]:
    """Give the mean average precision at an overlap of half and over all overlaps, as COCO defines them.

    Each is the mean over the classes that have a true box, followed by map50 of each class, such as
    `map50[nucleus]`, where there are several. Where no record has a true box, all but the precision are NaN.
    """
    true = statistics["true"].sum(axis=0)
    areas = np.full((len(true), len(OVERLAPS)), np.nan)
    for label in np.flatnonzero(true):
        own = statistics["classes"] == label
        areas[label] = average_precision(statistics["scores"][own], statistics["right"][own], int(true[label]))
    sure = (statistics["scores"] >= SURE) & (statistics["classes"] >= 0)
    right = int((sure & statistics["right"][..., 0]).sum())
    seen = areas[true > 0]
    found = {
        "map50": float(seen[:, 0].mean()) if len(seen) else float("nan"),
        "map": float(seen.mean()) if len(seen) else float("nan"),
        "precision": right / sure.sum() if sure.any() else 0.0,
        "recall": right / true.sum() if true.sum() else float("nan"),
    }
    if len(true) > 1:
        found |= {f"map50[{name}]": float(area) for name, area in zip(facts["classes"], areas[:, 0], strict=True)}
    return {name: float(value) for name, value in found.items()}


def average_precision(scores: np.ndarray, right: np.ndarray, true: int) -> np.ndarray:
    """The mean precision at 101 recalls, for boxes (n,) that are `right` (n, k) at k overlaps: (k,).

    The precision at a recall is the best at that recall or beyond, as in COCO's own evaluation.
    """
    right = right[np.argsort(-scores, kind="stable")]
    hits = right.cumsum(axis=0)
    precision = hits / np.arange(1, len(right) + 1)[:, None]
    best = np.maximum.accumulate(precision[::-1], axis=0)[::-1]
    areas = np.zeros(right.shape[1])
    for column in range(right.shape[1]):
        places = np.searchsorted(hits[:, column] / true, RECALLS, side="left")
        areas[column] = best[places[places < len(best)], column].sum() / len(RECALLS)
    return areas


def baseline(
    estimator: Any,
    train: Mapping[str, np.ndarray],
    test: Mapping[str, np.ndarray],
    inputs: Sequence[str],
    target: str,
    facts: Mapping[str, Any],
) -> dict[str, np.ndarray]:
    """Fit a simple detector on the same records, and give what a network's `decode` would."""
    (image,) = [name for name in inputs if train[name].ndim == 4]
    marked = known(train[target])
    answers = estimator.fit(train[image][marked], train[target][marked]).predict(test[image])
    found = {
        "boxes": np.zeros((len(answers), MOST, 4)),
        "scores": np.zeros((len(answers), MOST)),
        "classes": np.full((len(answers), MOST), -1),
    }
    for row, answer in enumerate(answers):
        best = answer[np.argsort(-answer[:, 4], kind="stable")[:MOST]]
        found["boxes"][row, : len(best)], found["scores"][row, : len(best)] = best[:, :4], best[:, 4]
        found["classes"][row, : len(best)] = best[:, 5]
    return found


def worst(statistics: Mapping[str, np.ndarray], count: int) -> np.ndarray:
    """Give the batch positions of the `count` records with most boxes missed or made up, worst first."""
    order = np.argsort(_agreement(statistics), kind="stable")[:count]
    return np.asarray(statistics["position"][order])


def labels(truth: np.ndarray, decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> list[str]:
    """Say of each record how many boxes it has, and how many are found."""
    sure = ((decoded["scores"] >= SURE) & (decoded["classes"] >= 0)).sum(axis=1)
    true = (truth[..., 4] >= 0).sum(axis=1)
    return [f"{there} true boxes, found {found}" for there, found in zip(true, sure, strict=True)]


def listing(
    decoded: Mapping[str, np.ndarray],
    files: Sequence[str],
    sizes: Sequence[tuple[int, ...]],
    size: Sequence[int],
    facts: Mapping[str, Any],
) -> dict[str, Any]:
    """What is found in images, in the format of COCO: boxes in pixels of the `files`, each with its score.

    `sizes` are (height, width) of the files, `size` that of the images as the network saw them.
    """
    images = [
        {"id": number, "file_name": file, "height": int(height), "width": int(width)}
        for number, (file, (height, width)) in enumerate(zip(files, sizes, strict=True), start=1)
    ]
    annotations: list[dict[str, Any]] = []
    for row, (height, width) in enumerate(sizes):
        stretch = np.array([width / size[1], height / size[0]] * 2)
        for place in np.flatnonzero(decoded["classes"][row] >= 0):
            left, top, right, bottom = (decoded["boxes"][row, place] * stretch).tolist()
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": row + 1,
                    "category_id": int(decoded["classes"][row, place]) + 1,
                    "bbox": [round(each, 2) for each in (left, top, right - left, bottom - top)],
                    "area": round((right - left) * (bottom - top), 2),
                    "iscrowd": 0,
                    "score": round(float(decoded["scores"][row, place]), 4),
                }
            )
    categories = [{"id": number, "name": name} for number, name in enumerate(facts["classes"], start=1)]
    return {"images": images, "annotations": annotations, "categories": categories}


def figure(
    statistics: Mapping[str, np.ndarray],
    decoded: Mapping[str, np.ndarray],
    batch: Mapping[str, np.ndarray],
    facts: Mapping[str, Any],
) -> Figure:
    """Draw true and found boxes on records from worst to best."""
    order = np.argsort(_agreement(statistics), kind="stable")
    chosen = order[np.unique(np.linspace(0, len(order) - 1, min(RECORDS, len(order))).round().astype(int))]
    images = next(value for value in batch.values() if value.ndim == 4)
    truth = next(value for value in batch.values() if value.ndim == 3 and value.shape[-1] == 5)
    columns = min(3, len(chosen))
    picture, axes = panels(-(-len(chosen) // columns), columns, width=3.1, height=3.3)
    for ax, row in zip(axes, chosen, strict=False):
        position = statistics["position"][row]
        sure = (decoded["scores"][position] >= SURE) & (decoded["classes"][position] >= 0)
        _draw(ax, images[position], present(truth[position])[:, :4], decoded["boxes"][position][sure])
        ax.set_title(labels(truth[[position]], {k: v[[position]] for k, v in decoded.items()}, facts)[0])
    for ax in axes[len(chosen) :]:
        ax.remove()
    lines = [Line2D([], [], color=GREEN, label="true"), Line2D([], [], color=VERMILION, ls="--", label="found")]
    picture.legend(handles=lines, loc="outside lower center", ncols=2)
    return picture


def _matched(
    truth: np.ndarray, decoded: Mapping[str, np.ndarray], position: np.ndarray, count: int
) -> dict[tuple[int, int], dict[str, Any]]:
    """Each found box matched with a true one by COCO's own code: (row, class) to matches, where boxes are found."""
    boxes = [(row, box) for row, place in enumerate(position) for box in present(truth[place])]
    answers = [
        (row, decoded["boxes"][place][each], decoded["classes"][place][each], decoded["scores"][place][each])
        for row, place in enumerate(position)
        for each in np.flatnonzero(decoded["classes"][place] >= 0)
    ]
    if not answers:
        return {}
    with contextlib.redirect_stdout(io.StringIO()):
        known_, found = COCO(), COCO()
        for index, entries in (
            (known_, [(row, box[:4], int(box[4]), 1.0) for row, box in boxes]),
            (found, answers),
        ):
            index.dataset = _dataset(entries, len(position), count)
            index.createIndex()
        evaluation = COCOeval(known_, found, "bbox")
        evaluation.params.iouThrs = OVERLAPS
        evaluation.params.areaRng, evaluation.params.areaRngLbl = [[0, np.inf]], ["all"]
        evaluation.params.maxDets = [MOST]
        evaluation.evaluate()
    return {
        (each["image_id"], each["category_id"]): each
        for each in evaluation.evalImgs
        if each is not None and len(each["dtScores"])
    }


def _dataset(entries: Sequence[tuple[int, np.ndarray, int, float]], records: int, count: int) -> dict[str, Any]:
    annotations = []
    for number, (row, (left, top, right, bottom), label, score) in enumerate(entries, start=1):
        width, height = float(right - left), float(bottom - top)
        annotations.append(
            {
                "id": number,
                "image_id": row,
                "category_id": int(label),
                "bbox": [float(left), float(top), width, height],
                "area": width * height,
                "iscrowd": 0,
                "score": float(score),
            }
        )
    return {
        "images": [{"id": row} for row in range(records)],
        "categories": [{"id": label} for label in range(count)],
        "annotations": annotations,
    }


def _agreement(statistics: Mapping[str, np.ndarray]) -> np.ndarray:
    """Give twice the right boxes of every record over all that are true or found; 1 where there is nothing at all."""
    sure = (statistics["scores"] >= SURE) & (statistics["classes"] >= 0)
    right = (sure & statistics["right"][..., 0]).sum(axis=1)
    both = sure.sum(axis=1) + statistics["true"].sum(axis=1)
    return np.where(both > 0, 2 * right / np.maximum(both, 1), 1.0)


def _draw(ax: Axes, image: np.ndarray, true: np.ndarray, found: np.ndarray) -> None:
    low, high = np.percentile(image, [1, 99])
    shown = np.clip((image - low) / max(high - low, 1e-6), 0, 1)
    ax.imshow(shown if shown.shape[-1] == 3 else shown.mean(axis=-1), cmap="gray")
    for boxes, colour, style in ((true, GREEN, "-"), (found, VERMILION, "--")):
        for left, top, right, bottom in boxes:
            place = (left - 0.5, top - 0.5)
            ax.add_patch(
                Rectangle(place, right - left, bottom - top, fill=False, color=colour, linestyle=style, linewidth=1.4)
            )
    ax.set_axis_off()

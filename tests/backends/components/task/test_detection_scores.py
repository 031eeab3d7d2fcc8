from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from scic.backends.components.data.coco.annotations import read_annotations
from scic.backends.components.task.detection import shared as scores
from scic.backends.shared.bootstrap import intervals

FACTS: dict[str, Any] = {"classes": ["egg", "worm"]}


def records(count: int, seed: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """True boxes, and found ones: most of them near a true one, some made up."""
    random = np.random.default_rng(seed)
    corner, side = random.uniform(0, 80, (count, 8, 2)), random.uniform(8, 30, (count, 8, 2))
    truth = np.concatenate([corner, corner + side, random.integers(0, 2, (count, 8, 1))], axis=-1)
    truth[:, 6:, 4] = -1
    moved = truth[..., :4] + random.normal(0, 2, (count, 8, 4))
    order = np.argsort(-random.uniform(0, 1, (count, 8)), axis=1)
    found = {
        "boxes": np.take_along_axis(moved, order[..., None], axis=1),
        "scores": np.sort(random.uniform(0, 1, (count, 8)), axis=1)[:, ::-1],
        "classes": np.take_along_axis(np.where(truth[..., 4] < 0, 0, truth[..., 4]), order, axis=1).astype(int),
    }
    found["classes"][:, 7] = -1
    return truth, found


def reference(truth: np.ndarray, found: dict[str, np.ndarray]) -> tuple[float, float]:
    """COCO's own numbers, from the whole of its evaluation."""
    true, answers = [], []
    for row, (boxes, answer, score, label) in enumerate(
        zip(truth, found["boxes"], found["scores"], found["classes"], strict=True)
    ):
        for box in boxes[boxes[:, 4] >= 0]:
            true.append({"image_id": row, "category_id": int(box[4]), "box": box[:4], "score": 1.0})
        for place in np.flatnonzero(label >= 0):
            answers.append(
                {"image_id": row, "category_id": int(label[place]), "box": answer[place], "score": float(score[place])}
            )
    indices = []
    with contextlib.redirect_stdout(io.StringIO()):
        for entries in (true, answers):
            index = COCO()
            for number, entry in enumerate(entries, start=1):
                left, top, right, bottom = (float(each) for each in entry.pop("box"))
                sides = (right - left, bottom - top)
                entry |= {"id": number, "bbox": [left, top, *sides], "area": sides[0] * sides[1], "iscrowd": 0}
            index.dataset = {
                "images": [{"id": row} for row in range(len(truth))],
                "categories": [{"id": 0}, {"id": 1}],
                "annotations": entries,
            }
            index.createIndex()
            indices.append(index)
        evaluation = COCOeval(*indices, "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    return float(evaluation.stats[1]), float(evaluation.stats[0])


@pytest.mark.parametrize("seed", range(4))
def test_the_numbers_are_coco_s_own(seed: int) -> None:
    truth, found = records(6, seed)
    measured = scores.metrics(scores.statistics(truth, found, FACTS), FACTS)
    map50, whole = reference(truth, found)
    assert 0.1 < whole < map50 < 1
    assert measured["map50"] == pytest.approx(map50, abs=1e-9)
    assert measured["map"] == pytest.approx(whole, abs=1e-9)
    assert np.mean([measured["map50[egg]"], measured["map50[worm]"]]) == pytest.approx(map50)


def perfect(truth: np.ndarray) -> dict[str, np.ndarray]:
    return {"boxes": truth[..., :4], "scores": np.full(truth.shape[:2], 0.9), "classes": truth[..., 4].astype(int)}


def test_the_truth_is_perfect_and_nothing_is_nothing() -> None:
    truth, _ = records(4, 0)
    right = scores.metrics(scores.statistics(truth, perfect(truth), FACTS), FACTS)
    assert right["map50"] == right["map"] == right["precision"] == right["recall"] == 1
    none = perfect(truth) | {"classes": np.full(truth.shape[:2], -1)}
    wrong = scores.metrics(scores.statistics(truth, none, FACTS), FACTS)
    assert wrong["map50"] == wrong["map"] == wrong["recall"] == 0


def test_an_empty_record_counts_what_is_made_up_and_an_unmarked_one_does_not() -> None:
    truth, _ = records(4, 0)
    answer = perfect(truth)
    empty, unmarked = truth.copy(), truth.copy()
    empty[0, :, 4], unmarked[0, :, 4] = -1, -2
    assert scores.metrics(scores.statistics(empty, answer, FACTS), FACTS)["precision"] < 0.8
    rows = scores.statistics(unmarked, answer, FACTS)
    assert rows["position"].tolist() == [1, 2, 3]
    assert scores.metrics(rows, FACTS)["precision"] == 1
    assert scores.worst(scores.statistics(empty, answer, FACTS), 1).tolist() == [0]


def test_intervals_hold_the_score() -> None:
    truth, found = records(8, 1)
    rows = scores.statistics(truth, found, FACTS)
    value = scores.metrics(rows, FACTS)["map50"]
    low, high = intervals(rows, lambda each: scores.metrics(each, FACTS), samples=50, level=0.95, seed=0)["map50"]
    assert low < value < high


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """In pixels of the files, which are twice as wide as what the network saw."""
    truth, _ = records(2, 0)
    truth[..., :4] = truth[..., :4].clip(0, 100)
    found = scores.listing(perfect(truth), ["a.png", "b.png"], [(100, 200)] * 2, (100, 100), FACTS)
    (tmp_path / "detection.json").write_text(json.dumps(found))
    first, second = read_annotations(tmp_path / "detection.json")
    assert (first.file, first.size) == ("a.png", (100, 200))
    assert len(first.boxes) == len(second.boxes) == 6
    assert {box.label for box in first.boxes} <= {"egg", "worm"}
    np.testing.assert_allclose(first.boxes[0].corners, truth[0, 0, :4] * [2, 1, 2, 1], atol=0.02)
    assert all(each["score"] == 0.9 for each in found["annotations"])


def test_the_figure_shows_records() -> None:
    truth, found = records(3, 0)
    rows = scores.statistics(truth, found, FACTS)
    images = np.random.default_rng(0).uniform(size=(3, 100, 100, 1))
    drawn = scores.figure(rows, found, {"image": images, "boxes": truth}, FACTS)
    assert isinstance(drawn, Figure) and len(drawn.axes) == 3
    assert all("6 true boxes" in ax.get_title(loc="left") for ax in drawn.axes)

from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk

from scic.backends.components.baseline.linear.shared import linear_baseline
from scic.backends.components.task.segmentation.shared import (
    HIGHER,
    METRICS,
    baseline,
    figure,
    maps,
    metrics,
    statistics,
    worst,
)
from scic.compiler.catalogue.component import Task
from scic.compiler.catalogue.discovery import load

TWO = {"classes": ["background", "nucleus"], "values": None}
THREE = {"classes": ["background", "nucleus", "dead"], "values": [0, 7, 9]}


def declared(name: str) -> tuple[str, ...]:
    component = load("task", name)
    assert issubclass(component, Task)
    return tuple(component.metrics)


def masks(classes: int, *shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, classes, shape)


def discs(count: int, *space: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    grid = np.stack(np.meshgrid(*map(np.arange, space), indexing="ij"))
    discs = []
    for _ in range(count):
        centre = np.array(space) * random.uniform(0.3, 0.7, len(space))
        distance = np.linalg.norm(grid - centre.reshape(-1, *[1] * len(space)), axis=0)
        discs.append(distance < min(space) / 4)
    truth = np.stack(discs).astype(np.int64)
    return truth, (truth * 50 + random.normal(20, 5, truth.shape))[..., None].astype(np.float32)


def test_the_metrics_equal_those_of_scikit_learn_over_all_pixels() -> None:
    truth, found = masks(3, 4, 16, 16), masks(3, 4, 16, 16, seed=1)
    scores = metrics(statistics(truth, {"classes": found.astype(np.uint8)}, THREE), THREE)
    flat = {"y_true": truth.ravel(), "y_pred": found.ravel(), "labels": [1, 2]}
    assert scores["dice"] == pytest.approx(sk.f1_score(**flat, average="macro"))
    assert scores["iou"] == pytest.approx(sk.jaccard_score(**flat, average="macro"))
    assert scores["precision"] == pytest.approx(sk.precision_score(**flat, average="macro"))
    assert scores["recall"] == pytest.approx(sk.recall_score(**flat, average="macro"))
    each = sk.f1_score(**flat, average=None)
    assert [scores["dice[nucleus]"], scores["dice[dead]"]] == pytest.approx(list(each))
    assert tuple(scores)[:4] == METRICS == tuple(HIGHER) == declared("segmentation")


def test_ignored_pixels_count_for_nothing() -> None:
    truth, found = masks(2, 2, 8, 8), masks(2, 2, 8, 8)
    truth[:, :4] = -1
    found[:, :4] = 1 - found[:, :4]
    assert metrics(statistics(truth, {"classes": found}, TWO), TWO)["dice"] == 1.0


def test_a_class_that_is_nowhere_is_left_out_and_a_missed_one_is_not() -> None:
    truth = np.zeros((1, 4, 4), dtype=np.int64)
    truth[0, 0] = 1
    assert metrics(statistics(truth, {"classes": truth}, THREE), THREE)["dice"] == 1.0
    missed = metrics(statistics(truth, {"classes": np.zeros_like(truth)}, TWO), TWO)
    assert missed == {"dice": 0.0, "iou": 0.0, "precision": 0.0, "recall": 0.0}
    nothing = np.zeros_like(truth)
    assert np.isnan(metrics(statistics(nothing, {"classes": nothing}, TWO), TWO)["dice"])


def test_records_without_a_known_pixel_are_left_out() -> None:
    truth = masks(2, 3, 4, 4)
    truth[1] = -1
    assert statistics(truth, {"classes": np.abs(truth)}, TWO)["position"].tolist() == [0, 2]
    with pytest.raises(ValueError, match="none of the 1 records has a known pixel"):
        statistics(truth[1:2], {"classes": np.zeros((1, 4, 4), dtype=int)}, TWO)


def test_the_worst_record_overlaps_least_and_an_empty_one_found_empty_is_fine() -> None:
    truth = np.zeros((3, 4, 4), dtype=np.int64)
    truth[0, 0], truth[1, :2] = 1, 1
    found = truth.copy()
    found[0], found[1, 1] = 0, 0
    assert worst(statistics(truth, {"classes": found}, TWO), 3).tolist() == [0, 1, 2]


def test_maps_have_the_values_of_the_mask_files() -> None:
    assert maps({"classes": np.array([[[0, 1, 2]]], dtype=np.uint8)}, THREE).tolist() == [[[0, 7, 9]]]
    assert maps({"classes": np.array([[[0, 1]]], dtype=np.uint8)}, TWO).tolist() == [[[0, 1]]]


@pytest.mark.parametrize("space", [(24, 24), (8, 16, 16)])
def test_a_pixel_baseline_finds_bright_discs(space: tuple[int, ...]) -> None:
    truth, images = discs(6, *space)
    train = {"image": images[:4], "mask": truth[:4]}
    test = {"image": images[4:], "mask": truth[4:]}
    model = linear_baseline("classification", seed=0, regularization=1.0, iterations=200)
    decoded = baseline(model, train, test, ["image"], "mask", {"mask": TWO})
    assert decoded["classes"].dtype == np.uint8
    assert metrics(statistics(truth[4:], decoded, TWO), TWO)["dice"] > 0.9


def test_a_pixel_baseline_says_when_no_input_has_the_size_of_the_mask() -> None:
    batch: dict[str, np.ndarray] = {
        "image": np.zeros((2, 4, 4, 1), dtype=np.float32),
        "mask": np.zeros((2, 8, 8), dtype=np.int64),
    }
    model = linear_baseline("classification", seed=0, regularization=1.0, iterations=200)
    with pytest.raises(ValueError, match="needs an image as large as 'mask', found image"):
        baseline(model, batch, batch, ["image"], "mask", {"mask": TWO})


@pytest.mark.parametrize("space", [(24, 24), (8, 16, 16)])
def test_the_figure_goes_from_the_worst_record_to_the_best(space: tuple[int, ...]) -> None:
    truth, images = discs(3, *space)
    found = truth.copy()
    found[1] = 0
    decoded = {"classes": found.astype(np.uint8)}
    drawn = figure(statistics(truth, decoded, TWO), decoded, {"image": images, "mask": truth}, TWO)
    titles = [axis.get_title(loc="left") for axis in drawn.axes]
    assert titles[2::3] == ["prediction, Dice 0.00", "prediction, Dice 1.00", "prediction, Dice 1.00"]

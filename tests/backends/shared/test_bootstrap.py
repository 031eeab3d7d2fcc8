from __future__ import annotations

import time
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from scic.backends.components.task.classification import shared as classification
from scic.backends.components.task.regression import shared as regression
from scic.backends.components.task.segmentation import shared as segmentation
from scic.backends.shared.bootstrap import interval, intervals


def mean(statistics: dict[str, np.ndarray]) -> float:
    return float(statistics["x"].mean())


def test_the_interval_of_a_mean_is_that_of_the_normal_theory() -> None:
    values = np.random.default_rng(0).normal(5, 2, 400)
    low, high = interval({"x": values}, mean, samples=2000, level=0.95, seed=0)
    half = 1.96 * values.std() / 20
    assert (low, high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.02)


def test_rows_stay_together_and_the_seed_decides() -> None:
    paired = {"x": np.arange(20.0), "y": 2 * np.arange(20.0)}

    def ratio(statistics: dict[str, np.ndarray]) -> float:
        return float(statistics["y"].sum() / statistics["x"].sum())

    assert interval(paired, ratio, samples=50, level=0.9, seed=0) == (2.0, 2.0)
    ends = [interval(paired, mean, samples=50, level=0.9, seed=seed) for seed in (0, 0, 1)]
    assert ends[0] == ends[1] != ends[2]


def test_the_score_of_the_records_themselves_is_inside() -> None:
    """A draw repeats records, and so holds fewer different ones than there are."""
    distinct = {"x": np.arange(30.0)}

    def different(statistics: dict[str, np.ndarray]) -> float:
        return float(len(np.unique(statistics["x"])))

    low, high = interval(distinct, different, samples=200, level=0.95, seed=0)
    assert low < high == 30


def test_draws_without_a_score_are_left_out() -> None:
    def undefined_without_a_one(statistics: dict[str, np.ndarray]) -> float:
        return mean(statistics) if statistics["x"].any() else float("nan")

    low, _ = interval({"x": np.array([0, 0, 1])}, undefined_without_a_one, samples=200, level=0.99, seed=0)
    assert low == pytest.approx(1 / 3)
    ends = interval({"x": np.zeros(3)}, undefined_without_a_one, samples=20, level=0.9, seed=0)
    assert np.isnan(ends).all()


def test_no_records_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one record and one sample, found 0 and 10"):
        interval({"x": np.zeros(0)}, mean, samples=10, level=0.9, seed=0)


@pytest.mark.parametrize("task", ["classification", "regression", "segmentation"])
def test_a_thousand_samples_of_every_metric_take_under_two_seconds(task: str) -> None:
    random = np.random.default_rng(0)
    module: ModuleType
    facts: dict[str, Any]
    decoded: dict[str, np.ndarray]
    truth: np.ndarray
    if task == "classification":
        facts = {"classes": list("abcd"), "counts": [1] * 4}
        decoded = {"probabilities": random.dirichlet(np.ones(4), 300)}
        module, truth = classification, random.integers(0, 4, 300)
    elif task == "regression":
        facts, decoded = {"names": ["y"]}, {"values": random.normal(size=(300, 1))}
        module, truth = regression, random.normal(size=(300, 1))
    else:
        facts, decoded = {"classes": list("abc")}, {"classes": random.integers(0, 3, (300, 8, 8))}
        module, truth = segmentation, random.integers(0, 3, (300, 8, 8))
    statistics = module.statistics(truth, decoded, facts)
    begun = time.process_time()
    found = intervals(statistics, lambda drawn: module.metrics(drawn, facts), samples=1000, level=0.95, seed=0)
    assert time.process_time() - begun < 2
    scores = module.metrics(statistics, facts)
    # the calibration error of a redrawn set is larger than that of the set itself, by construction
    assert all(found[name][0] <= scores[name] <= found[name][1] for name in scores if name != "calibration_error")

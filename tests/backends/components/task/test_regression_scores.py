from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn import metrics as sk

from scic.backends.components.baseline.linear.shared import linear_baseline
from scic.backends.components.baseline.mean.shared import mean_baseline
from scic.backends.components.task.regression.shared import (
    HIGHER,
    METRICS,
    baseline,
    columns,
    figure,
    metrics,
    statistics,
    worst,
)
from scic.compiler.catalogue.component import Task
from scic.compiler.catalogue.discovery import load

ONE = {"names": ["height"], "mean": [0.0], "std": [1.0]}
TWO = {"names": ["height", "weight"], "mean": [0.0, 0.0], "std": [1.0, 1.0]}
TABLE = {"numeric": ["x"], "mean": [0.0], "std": [1.0], "missing": [0.0], "categories": {}}


def declared(name: str) -> tuple[str, ...]:
    component = load("task", name)
    assert issubclass(component, Task)
    return tuple(component.metrics)


def pair(targets: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    truth = random.normal(size=(100, targets))
    return truth, truth + random.normal(0, 0.5, truth.shape)


def test_the_metrics_equal_those_of_the_libraries() -> None:
    truth, values = pair(1)
    scores = metrics(statistics(truth, {"values": values}, ONE), ONE)
    assert scores == pytest.approx(
        {
            "r2": sk.r2_score(truth, values),
            "rmse": sk.root_mean_squared_error(truth, values),
            "mae": sk.mean_absolute_error(truth, values),
            "spearman": spearmanr(truth[:, 0], values[:, 0]).statistic,
        }
    )
    assert tuple(scores) == METRICS == tuple(HIGHER) == declared("regression")


def test_each_of_several_targets_is_scored_where_it_is_known() -> None:
    truth, values = pair(2)
    truth[:50, 1] = np.nan
    scores = metrics(statistics(truth, {"values": values}, TWO), TWO)
    assert scores["rmse[weight]"] == pytest.approx(sk.root_mean_squared_error(truth[50:, 1], values[50:, 1]))
    assert scores["rmse"] == pytest.approx((scores["rmse[height]"] + scores["rmse[weight]"]) / 2)


def test_a_constant_truth_has_errors_but_no_r2() -> None:
    scores = metrics(statistics(np.ones((4, 1)), {"values": np.arange(4.0)[:, None]}, ONE), ONE)
    assert np.isnan(scores["r2"]) and np.isnan(scores["spearman"])
    assert scores["mae"] == 1.0


def test_a_network_that_answers_nan_scores_nan() -> None:
    truth, values = pair(1)
    values[3] = np.nan
    assert np.isnan(list(metrics(statistics(truth, {"values": values}, ONE), ONE).values())).all()


def test_records_without_any_target_are_left_out() -> None:
    truth = np.array([[1.0, np.nan], [np.nan, np.nan], [1.0, 2.0]])
    assert statistics(truth, {"values": np.zeros((3, 2))}, TWO)["position"].tolist() == [0, 2]
    with pytest.raises(ValueError, match="none of the 1 records has a known target"):
        statistics(truth[1:2], {"values": np.zeros((1, 2))}, TWO)


def test_the_worst_record_is_furthest_off_in_units_of_the_spread() -> None:
    truth = np.array([[0.0, 0.0], [1.0, 1000.0], [2.0, 2000.0], [3.0, 3000.0]])
    values = truth + np.array([[0.0, 500.0], [2.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    assert worst(statistics(truth, {"values": values}, TWO), 2).tolist() == [1, 0]


def test_baselines_are_trained_for_each_target_on_the_records_that_have_it() -> None:
    values = np.linspace(-1, 1, 50)[:, None].astype(np.float32)
    truth = np.concatenate([2 * values, -values], axis=1)
    truth[::3, 0] = np.nan
    batch = {"numeric": values, "both": truth}
    facts = {"table": TABLE, "both": TWO}
    line = linear_baseline("regression", seed=0, regularization=1e-6, iterations=1)
    decoded = baseline(line, batch, batch, ["numeric"], "both", facts)
    np.testing.assert_allclose(decoded["values"], np.concatenate([2 * values, -values], axis=1), atol=1e-4)
    mean = baseline(mean_baseline("regression", seed=0), batch, batch, ["numeric"], "both", facts)
    np.testing.assert_allclose(mean["values"][0], np.nanmean(truth, axis=0), atol=1e-6)


def test_predictions_are_written_under_the_name_of_the_target() -> None:
    assert columns({"values": np.array([[1.0, 2.0]])}, TWO).to_dict("list") == {
        "predicted_height": [1.0],
        "predicted_weight": [2.0],
    }


def test_the_figure_shows_each_target() -> None:
    truth, values = pair(2)
    drawn = figure(statistics(truth, {"values": values}, TWO), {"values": values}, {}, TWO)
    assert [axis.get_xlabel() for axis in drawn.axes] == [
        "true height",
        "predicted height",
        "true weight",
        "predicted weight",
    ]

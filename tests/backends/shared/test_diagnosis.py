from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from scic.backends.shared.diagnosis import RULES, diagnose

EPOCHS = np.arange(40)
FALL = np.exp(-EPOCHS / 5)


def history(train: np.ndarray, validation: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"epoch": np.arange(len(train)), "train_loss": train, "validation_loss": validation})


def evaluation(
    value: float | None = 0.9, low: float | None = 0.88, high: float | None = 0.92, **more: Any
) -> dict[str, Any]:
    headline = {"value": value, "low": low, "high": high, "higher": True}
    metrics = {"accuracy": headline} | more.pop("metrics", {})
    records = {"train": 800, "validation": 100, "test": more.pop("test", 500)}
    seeds = more.pop("seeds", None)
    return {"tasks": {"kind": {"metrics": metrics, **more}}, "records": records, "seeds": seeds}


CALM = history(0.1 + FALL, 0.15 + FALL)
FINE = evaluation(baselines={"majority": {"accuracy": 0.5}})


def titles(curves: pd.DataFrame, result: dict[str, Any]) -> list[str]:
    return [finding.title for finding in diagnose(curves, result)]


def test_a_calm_training_that_beats_the_baselines_gives_no_finding() -> None:
    assert diagnose(CALM, FINE) == []


@pytest.mark.parametrize(
    ("curves", "title"),
    [
        (history(FALL, 0.3 + FALL + 0.01 * EPOCHS), "The network overfits"),
        (history(0.6 - 0.0005 * EPOCHS, 0.6 - 0.0001 * EPOCHS), "The network underfits"),
        (history(1 / (1 + EPOCHS / 10), 1 / (1 + EPOCHS / 10)), "The training ended too soon"),
        (history(0.5 + FALL + 0.3 * (EPOCHS % 4 == 3), 0.5 + FALL), "The training is unstable"),
        (history(np.where(EPOCHS > 20, np.nan, FALL), FALL), "The training diverged"),
    ],
)
def test_curves_are_read(curves: pd.DataFrame, title: str) -> None:
    assert titles(curves, evaluation(0.8, 0.78, 0.82)) == [title]


def test_the_epoch_of_a_divergence_is_named() -> None:
    (finding,) = diagnose(history(np.where(EPOCHS > 20, np.nan, FALL), FALL), FINE)
    assert "in epoch 21" in finding.text


def test_only_the_last_stage_is_judged() -> None:
    bad = history(FALL, 0.3 + FALL + 0.01 * EPOCHS).assign(stage="first")
    assert titles(pd.concat([bad, CALM.assign(stage="second")]), FINE) == []


@pytest.mark.parametrize(
    ("score", "title"),
    [
        (0.95, "kind: a simpler model is better"),
        (0.89, "kind: not clearly better than a simpler model"),
    ],
)
def test_a_baseline_in_the_way_is_named(score: float, title: str) -> None:
    result = evaluation(baselines={"majority": {"accuracy": 0.5}, "random_forest": {"accuracy": score}})
    (finding,) = diagnose(CALM, result)
    assert finding.title == title
    assert finding.text.startswith(f"The random forest baseline reaches accuracy {score:.3f}")


def test_losing_to_the_majority_is_told_apart_from_losing_to_a_forest() -> None:
    advice = [
        diagnose(CALM, evaluation(baselines={name: {"accuracy": 0.99}}))[0].advice
        for name in ("majority", "linear", "random_forest")
    ]
    assert len(set(advice)) == 3
    assert "never looks at the inputs" in advice[0]


def test_for_an_error_lower_is_better() -> None:
    headline = {"value": 2.0, "low": 1.8, "high": 2.2, "higher": False}
    result = {"tasks": {"size": {"metrics": {"rmse": headline}, "baselines": {"mean": {"rmse": 5.0}}}}}
    assert titles(CALM, result) == []
    result["tasks"]["size"]["baselines"]["mean"]["rmse"] = 1.5
    assert titles(CALM, result) == ["size: a simpler model is better"]


@pytest.mark.parametrize(
    ("result", "title"),
    [
        (evaluation(metrics={"balanced_accuracy": {"value": 0.6}}), "kind: accuracy hides the rare classes"),
        (evaluation(metrics={"calibration_error": {"value": 0.3}}), "kind: the probabilities are off"),
        (evaluation(test=40), "The test set is small"),
        (evaluation(0.9, 0.7, 0.99), "kind: the score is uncertain"),
        (
            evaluation(seeds={"kind": {"accuracy": {"values": [0.7, 0.9, 0.95]}}}),
            "kind: the result depends on the seed",
        ),
        (
            evaluation(subgroups={"site": [{"group": "A", "records": 30, "value": 0.7, "low": 0.6, "high": 0.8}]}),
            "kind: worse for site A",
        ),
    ],
)
def test_scores_are_read(result: dict[str, Any], title: str) -> None:
    assert titles(CALM, result) == [title]


def test_a_subgroup_whose_interval_holds_the_score_is_no_finding() -> None:
    group = {"group": "A", "records": 30, "value": 0.85, "low": 0.75, "high": 0.95}
    assert titles(CALM, evaluation(subgroups={"site": [group]})) == []


def test_scores_that_are_missing_or_undefined_are_no_finding() -> None:
    nan = float("nan")
    assert titles(CALM, evaluation(nan, nan, nan, baselines={"linear": {"accuracy": nan}})) == []
    assert titles(CALM, evaluation(None, None, None, baselines={"linear": {}})) == []
    assert titles(pd.DataFrame({"epoch": [], "train_loss": []}), {}) == []


def test_every_rule_says_what_it_looks_for() -> None:
    assert all(rule.__doc__ and rule.__doc__.startswith("Find") for rule in RULES)

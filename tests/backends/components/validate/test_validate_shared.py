from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from scic.backends.components.validate.cross_validation.shared import across_folds, cross_validation_folds
from scic.backends.components.validate.seeds.shared import across_seeds
from scic.backends.components.validate.subgroups.shared import subgroups


def mean(statistics: dict[str, np.ndarray]) -> float:
    return float(statistics["right"].mean())


def scored(right: list[int], column: pd.Series, minimum: int = 1) -> list[dict[str, object]]:
    statistics = {"position": np.arange(len(right)), "right": np.array(right)}
    return subgroups(statistics, column, mean, minimum=minimum, samples=50, level=0.9, seed=0)


def test_seeds_give_student_s_interval_of_the_mean() -> None:
    found = across_seeds([{"r2": 0.7}, {"r2": 0.8}, {"r2": 0.9}], level=0.95)["r2"]
    assert found["values"] == [0.7, 0.8, 0.9]
    assert found["mean"] == pytest.approx(0.8)
    # 4.303 is the 97.5% point of Student's t with two degrees of freedom
    assert found["high"] - found["mean"] == pytest.approx(4.303 * 0.1 / np.sqrt(3), rel=1e-3)


def test_a_seed_without_a_score_is_left_out_and_one_seed_has_no_interval() -> None:
    found = across_seeds([{"auroc": 0.7}, {"auroc": float("nan")}], level=0.95)["auroc"]
    assert found["mean"] == 0.7
    assert np.isnan(found["low"])


def test_every_record_is_tested_once_and_the_parts_are_apart() -> None:
    records = pd.DataFrame({"kind": ["a"] * 12 + ["b"] * 6})
    splits = cross_validation_folds(records, folds=3, stratify="kind", group=None, seed=0)
    assert sorted(np.concatenate([split["test"] for split in splits])) == list(range(18))
    for split in splits:
        assert sorted(np.concatenate([split["train"], split["validation"], split["test"]])) == list(range(18))
        assert (records["kind"].iloc[split["test"]] == "b").sum() == 2


def test_a_group_is_never_divided() -> None:
    records = pd.DataFrame({"patient": np.repeat(np.arange(9), 4), "kind": np.tile(["a", "b"], 18)})
    for stratify in (None, "kind"):
        for split in cross_validation_folds(records, folds=3, stratify=stratify, group="patient", seed=1):
            parts = [set(records["patient"].iloc[positions]) for positions in split.values()]
            assert sum(map(len, parts)) == 9 == len(set.union(*parts))


def test_too_few_records_groups_or_members_are_named() -> None:
    records = pd.DataFrame({"patient": [1, 1, 2, 2], "kind": ["a", "b", "a", "b"]})
    with pytest.raises(ValueError, match="5 folds need at least 5 records, found 4"):
        cross_validation_folds(records, folds=5, stratify=None, group=None, seed=0)
    with pytest.raises(ValueError, match="3 folds need at least 3 groups, found 2"):
        cross_validation_folds(records, folds=3, stratify=None, group="patient", seed=0)
    with pytest.raises(ValueError, match="no class of 'kind' has 3 records"):
        cross_validation_folds(records, folds=3, stratify="kind", group=None, seed=0)


def test_the_interval_over_folds_is_wider_than_one_over_independent_runs() -> None:
    scores = [{"r2": value} for value in (0.6, 0.7, 0.8, 0.75, 0.65)]
    folds, seeds = across_folds(scores, level=0.95)["r2"], across_seeds(scores, level=0.95)["r2"]
    assert folds["mean"] == seeds["mean"] == pytest.approx(0.7)
    ratio = (folds["high"] - folds["low"]) / (seeds["high"] - seeds["low"])
    assert ratio == pytest.approx(np.sqrt(1 + 5 / 3))


def test_each_subgroup_has_its_own_score_and_small_ones_are_left_out() -> None:
    column = pd.Series(["x", "x", "y", "y", None, None, "z"])
    found = scored([1, 1, 0, 0, 1, 0, 1], column, minimum=2)
    assert [(group["group"], group["records"], group["value"]) for group in found] == [
        ("missing", 2, 0.5),
        ("x", 2, 1.0),
        ("y", 2, 0.0),
    ]
    assert all(group["low"] <= group["value"] <= group["high"] for group in found)  # type: ignore[operator]


def test_a_measured_number_is_cut_at_its_quartiles_in_order() -> None:
    found = scored([1] * 40, pd.Series(np.arange(40.0)))
    assert [group["records"] for group in found] == [10, 10, 10, 10]
    assert found[0]["group"] == "0 to 9.75"


def test_whole_numbers_of_few_values_are_groups_by_themselves() -> None:
    assert [group["group"] for group in scored([1, 0, 1, 1], pd.Series([2.0, 1.0, 2.0, np.nan]))] == [
        "1",
        "2",
        "missing",
    ]


def test_positions_lead_from_the_statistics_to_the_column() -> None:
    statistics = {"position": np.array([3, 1]), "right": np.array([1, 0])}
    column = pd.Series(["a", "b", "a", "c"])
    found = subgroups(statistics, column, mean, minimum=1, samples=10, level=0.9, seed=0)
    assert {group["group"]: group["value"] for group in found} == {"b": 0.0, "c": 1.0}

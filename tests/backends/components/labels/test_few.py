"""Which records show their targets."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scic.backends.components.labels.few.shared import few_labels


def records() -> pd.DataFrame:
    index = pd.Index([f"r{number}" for number in range(60)], name="record")
    kinds = ["a"] * 30 + ["b"] * 28 + ["c"] * 2
    return pd.DataFrame({"kind": kinds, "digit": [*range(4)] * 15, "mass": np.arange(60) / 7, "x": range(60)}, index)


def test_so_many_of_each_class_and_all_of_a_rarer_one() -> None:
    shown = few_labels(records(), ["kind"], classes=["kind"], count=5, seed=1)
    assert shown["kind"].value_counts().to_dict() == {"a": 5, "b": 5, "c": 2}
    known = shown["kind"].notna()
    assert (shown["kind"][known] == records()["kind"][known]).all()


def test_so_many_in_all_of_numbers() -> None:
    shown = few_labels(records(), ["mass"], classes=[], count=7, seed=1)
    assert shown["mass"].notna().sum() == 7


def test_nothing_else_changes() -> None:
    before = records()
    shown = few_labels(before, ["kind"], classes=["kind"], count=5, seed=1)
    pd.testing.assert_frame_equal(shown.drop(columns="kind"), before.drop(columns="kind"))
    pd.testing.assert_frame_equal(before, records())


def test_several_targets_are_shown_by_the_same_records() -> None:
    shown = few_labels(records(), ["kind", "mass"], classes=["kind"], count=4, seed=1)
    assert (shown["kind"].notna() == shown["mass"].notna()).all()


def test_classes_that_are_whole_numbers_are_counted_each() -> None:
    shown = few_labels(records(), ["digit"], classes=["digit"], count=3, seed=1)
    assert shown["digit"].value_counts().to_dict() == dict.fromkeys(range(4), 3)


def test_the_seed_decides() -> None:
    one, again, other = (few_labels(records(), ["kind"], classes=["kind"], count=5, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, again)
    assert (one["kind"].notna() != other["kind"].notna()).any()


def test_missing_targets_are_not_drawn() -> None:
    given = records()
    given.loc[given.index[:20], "kind"] = None
    given.loc[given.index[3:], "mass"] = np.nan
    assert few_labels(given, ["kind"], classes=["kind"], count=5, seed=1)["kind"].notna().sum() == 12
    assert few_labels(given, ["mass"], classes=[], count=5, seed=1)["mass"].notna().sum() == 3

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scic.backends.components.split.column.shared import column_split
from scic.backends.components.split.folder.shared import folder_split
from scic.backends.components.split.random.shared import random_split
from scic.backends.components.split.spans.shared import spans_split
from scic.backends.components.split.time.shared import time_split
from scic.backends.shared.errors import DataError
from scic.backends.shared.shares import part_sizes

Parts = dict[str, np.ndarray]
SHARES = {"train": 0.7, "validation": 0.15, "test": 0.15}
ALIKE = {"stratify": None, "group": None}


def whole(parts: Parts, count: int) -> Parts:
    """Every record is in one part, and the positions are sorted."""
    assert list(parts) == ["train", "validation", "test"]
    assert sorted(np.concatenate(list(parts.values()))) == list(range(count))
    assert all((np.diff(positions) > 0).all() for positions in parts.values())
    return parts


def sizes(parts: Parts) -> list[int]:
    return [len(positions) for positions in parts.values()]


def test_random_parts_have_their_shares() -> None:
    records = pd.DataFrame({"x": range(200)})
    parts = whole(random_split(records, seed=1, **SHARES, **ALIKE), 200)
    assert sizes(parts) == [140, 30, 30]
    again = random_split(records, seed=1, **SHARES, **ALIKE)
    assert all((parts[name] == again[name]).all() for name in parts)
    other = random_split(records, seed=2, **SHARES, **ALIKE)
    assert (parts["test"] != other["test"]).any()


def test_a_share_of_0_leaves_its_part_empty() -> None:
    parts = whole(
        random_split(pd.DataFrame({"x": range(10)}), seed=1, train=0.8, validation=0.0, test=0.2, **ALIKE), 10
    )
    assert sizes(parts) == [8, 0, 2]


def test_strata_are_alike_in_every_part() -> None:
    kinds = ["a"] * 100 + ["b"] * 40 + ["c"] * 3 + ["d"]
    records = pd.DataFrame({"kind": kinds})
    parts = whole(random_split(records, seed=0, **SHARES, stratify="kind", group=None), len(kinds))
    for positions, expected in zip(parts.values(), [(70, 28), (15, 6), (15, 6)], strict=True):
        counts = records["kind"].iloc[positions].value_counts()
        assert (counts["a"], counts["b"]) == expected
    assert kinds.index("d") in parts["train"]
    assert sum(kinds[position] == "c" for position in parts["train"]) >= 2


def test_numbers_are_stratified_by_size() -> None:
    records = pd.DataFrame({"y": np.random.default_rng(0).exponential(size=300)})
    parts = whole(random_split(records, seed=0, **SHARES, stratify="y", group=None), 300)
    tops = [(records["y"].iloc[p] > records["y"].quantile(0.9)).mean() for p in parts.values()]
    assert tops == pytest.approx([0.1] * 3, abs=0.03)


def test_groups_stay_together() -> None:
    random = np.random.default_rng(0)
    records = pd.DataFrame({"patient": random.integers(0, 40, 400).astype(str)})
    parts = whole(random_split(records, seed=0, **SHARES, stratify=None, group="patient"), 400)
    groups = [set(records["patient"].iloc[positions]) for positions in parts.values()]
    assert not groups[0] & groups[1]
    assert not groups[0] & groups[2]
    assert not groups[1] & groups[2]
    assert sizes(parts) == pytest.approx([280, 60, 60], abs=12)


def test_groups_may_be_stratified_as_well() -> None:
    patients = np.repeat(np.arange(60), 5)
    records = pd.DataFrame({"patient": patients, "ill": np.where(patients < 12, "yes", "no")})
    parts = whole(random_split(records, seed=3, **SHARES, stratify="ill", group="patient"), 300)
    ill = [(records["ill"].iloc[positions] == "yes").mean() for positions in parts.values()]
    assert ill == pytest.approx([0.2] * 3, abs=0.08)
    assert len({frozenset(records["patient"].iloc[p]) for p in parts.values()}) == 3
    assert sum(records["patient"].iloc[p].nunique() for p in parts.values()) == 60


def test_uneven_groups_still_fill_every_part() -> None:
    records = pd.DataFrame({"plate": ["a"] * 50 + ["b"] * 40 + ["c"] * 2})
    shares = {"train": 0.98, "validation": 0.01, "test": 0.01}
    assert min(sizes(whole(random_split(records, seed=0, **shares, stratify=None, group="plate"), 92))) > 0


@pytest.mark.parametrize(
    ("records", "settings", "message"),
    [
        ({"x": [1, 2]}, {}, "too few records for 3 parts: 2"),
        ({"g": list("aabb")}, {"group": "g"}, "too few groups for 3 parts: 2"),
        ({"g": ["a", "b", None, "c"]}, {"group": "g"}, "`g` is missing in record `2`"),
        ({"k": list("abcdefgh")}, {"stratify": "k"}, "no record is left for the validation part"),
        ({"k": list("abcdefgh")}, {"stratify": "z"}, "no column `z`"),
    ],
)
def test_what_cannot_be_divided_says_why(
    records: dict[str, list[object]], settings: dict[str, str], message: str
) -> None:
    with pytest.raises(DataError, match=message):
        random_split(pd.DataFrame(records), seed=0, **SHARES, **(ALIKE | settings))


@settings(deadline=None)
@given(st.integers(3, 500), st.floats(0.01, 0.98), st.floats(0.01, 0.98))
def test_sizes_add_up_and_no_share_is_left_empty(count: int, first: float, second: float) -> None:
    shares = np.array([first, second, 0.5]) / (first + second + 0.5)
    found = part_sizes(count, shares.tolist(), "records")
    assert found.sum() == count
    assert found.min() >= 1
    assert np.abs(found - shares * count).max() < 3


def test_a_column_divides_by_its_values() -> None:
    records = pd.DataFrame({"year": [2007, 2009, 2008, 2007]})
    parts = whole(column_split(records, seed=0, column="year", train=(), validation=(2008,), test=("2009",)), 4)
    assert [list(positions) for positions in parts.values()] == [[0, 3], [2], [1]]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"train": ("a",), "validation": ("b",), "test": ("z",)}, "no record has the value `z` of `site`"),
        ({"train": ("a",), "validation": (), "test": ("b",)}, "`site` is `c` in record `2`"),
        ({"train": (), "validation": ("a", "c"), "test": ("b",)}, "no record is left for the train part"),
    ],
)
def test_values_that_do_not_divide_are_named(parts: dict[str, tuple[str, ...]], message: str) -> None:
    with pytest.raises(DataError, match=message):
        column_split(pd.DataFrame({"site": list("abc")}), seed=0, column="site", **parts)


def test_folders_divide_as_they_are() -> None:
    parts = whole(folder_split(pd.DataFrame({"split": ["test", "train", "train"]}), seed=0), 3)
    assert [list(positions) for positions in parts.values()] == [[1, 2], [], [0]]
    with pytest.raises(DataError, match="not in folders"):
        folder_split(pd.DataFrame({"x": [1]}), seed=0)
    with pytest.raises(DataError, match="no record is left for the test part"):
        folder_split(pd.DataFrame({"split": ["train"]}), seed=0)


@pytest.mark.parametrize(
    "times",
    [
        [5, 1, 4, 2, 3, 9, 8, 7, 6, 0],
        [f"2024-0{month}-01" for month in (6, 2, 5, 3, 4)] + [f"2025-0{month}-01 12:30" for month in (5, 4, 3, 2, 1)],
    ],
)
def test_time_runs_from_train_to_test(times: list[object]) -> None:
    records = pd.DataFrame({"when": times})
    parts = whole(time_split(records, seed=0, column="when", train=0.6, validation=0.2, test=0.2), 10)
    order = [records["when"].iloc[positions] for positions in parts.values()]
    assert order[0].max() < order[1].min()
    assert order[1].max() < order[2].min()
    assert sizes(parts) == [6, 2, 2]


def test_one_time_is_in_one_part() -> None:
    records = pd.DataFrame({"year": [2007] * 5 + [2008] * 4 + [2009] * 3})
    parts = whole(time_split(records, seed=0, column="year", train=0.6, validation=0.2, test=0.2), 12)
    assert [set(records["year"].iloc[p]) for p in parts.values()] == [{2007}, {2008}, {2009}]


@pytest.mark.parametrize(
    ("times", "message"),
    [
        (["2024-01-01", "next week", "2024-01-03"], "`when` is `next week` in record `1`"),
        ([1.0, None, 3.0], "in record `1`"),
        ([1, 1, 1], "no record is left for the train part"),
    ],
)
def test_times_that_do_not_divide_are_named(times: list[object], message: str) -> None:
    with pytest.raises(DataError, match=message):
        time_split(pd.DataFrame({"when": times}), seed=0, column="when", **SHARES)


def tiled(*steps: int) -> pd.DataFrame:
    rows = [(f"v{record}", (0, 8 * step)) for record, count in enumerate(steps) for step in range(count) for _ in "ab"]
    return pd.DataFrame({"record": [name for name, _ in rows], "tile": [start for _, start in rows]})


def test_spans_follow_the_axis_in_every_record() -> None:
    records = tiled(4, 8)
    parts = whole(spans_split(records, seed=0, axis=1, train=0.5, validation=0.25, test=0.25), 24)
    assert sizes(parts) == [12, 6, 6]
    for name in ("v0", "v1"):
        ends = [
            [start[1] for r, start in zip(records["record"].iloc[p], records["tile"].iloc[p], strict=True) if r == name]
            for p in parts.values()
        ]
        assert max(ends[0]) < min(ends[1])
        assert max(ends[1]) < min(ends[2])


@pytest.mark.parametrize(
    ("records", "axis", "message"),
    [
        (tiled(4), 0, "too few rows of tiles in record `v0` for 3 parts: 1"),
        (tiled(4), 2, "tiles have 2 axes"),
        (pd.DataFrame({"x": [1]}), 0, "not cut into tiles"),
    ],
)
def test_spans_that_do_not_divide_say_why(records: pd.DataFrame, axis: int, message: str) -> None:
    with pytest.raises(DataError, match=message):
        spans_split(records, seed=0, axis=axis, **SHARES)

from __future__ import annotations

from pathlib import Path

import pytest

from scic.backends.components.data.files.shared import read_new_pairs
from scic.backends.shared.errors import DataError

FIELDS = ("moving", "fixed")


def paths(folder: str, *names: str) -> list[Path]:
    return [Path("/scans", folder, f"{name}.tif") for name in names]


def test_files_of_one_stem_are_a_record_in_whatever_order_they_come() -> None:
    found = read_new_pairs(FIELDS, [paths("before", "a", "b"), paths("after", "b", "a")])
    assert found.index.tolist() == ["a", "b"]
    assert found["moving"].tolist() == ["/scans/before/a.tif", "/scans/before/b.tif"]
    assert found["fixed"].tolist() == ["/scans/after/a.tif", "/scans/after/b.tif"]


def test_two_single_files_belong_together() -> None:
    found = read_new_pairs(FIELDS, [paths("x", "before"), paths("x", "after")])
    assert found.loc["before"].tolist() == ["/scans/x/before.tif", "/scans/x/after.tif"]


def test_a_file_without_a_counterpart_is_named() -> None:
    with pytest.raises(DataError, match="`b` has a file of moving and none of fixed"):
        read_new_pairs(FIELDS, [paths("before", "a", "b"), paths("after", "a")])
    with pytest.raises(DataError, match="`c` has a file of fixed and none of moving"):
        read_new_pairs(FIELDS, [paths("before", "a"), paths("after", "a", "c")])


def test_one_field_alone_is_no_pair() -> None:
    with pytest.raises(DataError, match="the network reads moving and fixed, 1 are given"):
        read_new_pairs(FIELDS, [paths("before", "a")])

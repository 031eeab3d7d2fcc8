from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scic.backends.shared.errors import DataError
from scic.backends.shared.table import encode_table, measure_table, write_table

RECORDS = pd.DataFrame(
    {
        "mass": [1.0, 3.0, np.nan],
        "flat": [1e6 + 0.1] * 3,
        "empty": [np.nan] * 3,
        "site": ["b", "a", np.nan],
        "grade": [10.0, 9.0, 9.0],
    }
)


def test_measures_what_is_there() -> None:
    facts = measure_table(RECORDS, ["mass", "flat", "empty"], ["site", "grade"])
    assert facts["mean"] == pytest.approx([2.0, 1e6 + 0.1, 0.0])
    assert facts["std"] == [1.0, 1.0, 1.0]
    assert facts["missing"] == pytest.approx([1 / 3, 0, 1])
    assert facts["categories"] == {"site": ["a", "b"], "grade": ["9", "10"]}
    assert json.loads(json.dumps(facts)) == facts


def test_encodes_numbers_raw_and_categories_from_one() -> None:
    facts = measure_table(RECORDS, ["mass"], ["site", "grade"])
    new = pd.DataFrame({"mass": [5, 6], "site": ["c", "b"], "grade": [9, 11], "other": [0, 0]})
    batch = encode_table(new, facts)
    assert batch["numeric"].dtype == np.float32
    assert batch["numeric"].tolist() == [[5.0], [6.0]]
    assert batch["categories"].dtype == np.int64
    assert batch["categories"].tolist() == [[0, 1], [2, 0]]


def test_missing_cells_stay_missing() -> None:
    batch = encode_table(RECORDS, measure_table(RECORDS, ["mass"], ["site"]))
    assert np.isnan(batch["numeric"][:, 0]).tolist() == [False, False, True]
    assert batch["categories"][:, 0].tolist() == [2, 1, 0]


def test_a_table_without_a_kind_of_column_has_none() -> None:
    batch = encode_table(RECORDS, measure_table(RECORDS, [], ["site"]))
    assert batch["numeric"].shape == (3, 0)


def test_an_absent_column_is_named() -> None:
    facts = measure_table(RECORDS, ["mass"], ["site"])
    with pytest.raises(DataError, match="no column `site`"):
        encode_table(RECORDS.drop(columns="site"), facts)
    with pytest.raises(DataError, match="no column `mass`"):
        encode_table(RECORDS.drop(columns="mass"), facts)


@pytest.mark.parametrize("cell", ["heavy", np.inf])
def test_what_is_no_finite_number_is_named(cell: object) -> None:
    records = pd.DataFrame({"mass": [1.0, cell]}, index=["r1", "r2"])
    with pytest.raises(DataError, match=f"`mass` is `{cell}` in record `r2`"):
        measure_table(records, ["mass"], [])


@pytest.mark.parametrize("name", ["out.csv", "out.tsv", "out.txt", "out.parquet"])
def test_written_tables_read_back(tmp_path: Path, name: str) -> None:
    frame = pd.DataFrame({"record": ["a", "b"], "value": [0.5, 1.5]}, index=[7, 8])
    path = tmp_path / "new" / name
    write_table(path, frame)
    read = pd.read_parquet(path) if name.endswith("parquet") else pd.read_csv(path, sep=None, engine="python")
    assert read.columns.tolist() == ["record", "value"]
    assert read["record"].tolist() == ["a", "b"]
    assert read["value"].tolist() == [0.5, 1.5]


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"end the name in \.csv"):
        write_table(tmp_path / "out.xlsx", pd.DataFrame({"a": [1]}))

from __future__ import annotations

from collections.abc import Sequence

import pytest

from .conftest import Advise, Table

DATA = 'data csv as sample { path: "table.csv" }'
SPECIES = ["a", "b", "c"] * 50
DAYS = [f"2024-01-{index % 15 + 1:02d}" for index in range(150)]
YEARS = [2007 + index % 3 for index in range(150)]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("date", DAYS),
        ("admissionDate", DAYS),
        ("timestamp", range(150)),
        ("year", YEARS),
        ("study_year", YEARS),
        ("observed", DAYS),
        ("when", [f"{day}T12:30:00" for day in DAYS]),
    ],
)
def test_columns_that_hold_a_time(advise: Advise, table: Table, column: str, values: Sequence[object]) -> None:
    table(species=SPECIES, **{column: values})
    assert f"split: time(column: {column})" in advise(data=DATA)["SCI509"].help()


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("date_of_birth", DAYS),
        ("time", [index / 2 for index in range(150)]),
        ("candidate", ["x", "y"] * 75),
        ("years_of_school", YEARS),
        ("birth_year", YEARS),
    ],
)
def test_columns_that_do_not(advise: Advise, table: Table, column: str, values: Sequence[object]) -> None:
    table(species=SPECIES, **{column: values})
    assert "SCI509" not in advise(data=DATA)


@pytest.mark.parametrize(
    "settings",
    [
        "split: time(column: year)",
        "split: random(group: year)",
        "ignore: year",
        "split: column(column: year, test: 2009)",
    ],
)
def test_another_split_or_none_of_it_answers_it(advise: Advise, table: Table, settings: str) -> None:
    table(species=SPECIES, year=YEARS)
    assert "SCI509" not in advise(data=f'data csv as sample {{ path: "table.csv", {settings} }}')


def test_only_columns_of_a_table_can_be_ignored(advise: Advise, table: Table) -> None:
    table(species=SPECIES, year=YEARS)
    assert "`ignore: year`" in advise(data=DATA)["SCI509"].help()

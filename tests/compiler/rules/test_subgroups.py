from __future__ import annotations

from collections.abc import Sequence

import pytest

from .conftest import Advise, Table

DATA = 'data csv as sample { path: "table.csv" }'
SPECIES = ["a", "b", "c"] * 50


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("sex", ["m", "f"]),
        ("PatientSex", ["m", "f"]),
        ("age_group", ["young", "old"]),
        ("hospital_id", [1, 2, 3]),
        ("Scanner", ["A", "B"]),
    ],
)
def test_columns_that_name_a_subgroup(advise: Advise, table: Table, column: str, values: Sequence[object]) -> None:
    table(species=SPECIES, **{column: [values[index // 3 % len(values)] for index in range(150)]})
    found = advise(data=DATA)["SCI508"]
    assert f"validate subgroups {{ by: sample.{column} }}" in found.help()


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("binding_site", ["m", "f"]),
        ("batch_size", [1, 2]),
        ("hospital_id", range(150)),
        ("sex", ["m"]),
        ("age", [30, 40]),
    ],
)
def test_columns_that_do_not(advise: Advise, table: Table, column: str, values: Sequence[object]) -> None:
    table(species=SPECIES, **{column: [values[index // 3 % len(values)] for index in range(150)]})
    assert "SCI508" not in advise(data=DATA)


def test_several_are_one_finding(advise: Advise, table: Table) -> None:
    table(species=SPECIES, sex=["m", "f"] * 75, site=["x", "x", "y"] * 50)
    found = advise(data=DATA)["SCI508"]
    assert found.message().startswith("`sex` and `site` divide `sample`")
    assert "by: [sample.sex, sample.site]" in found.help()


@pytest.mark.parametrize(
    "data",
    [
        'data csv as sample { path: "table.csv", ignore: sex }',
        'data csv as sample { path: "table.csv", split: column(column: sex, validation: f, test: m) }',
    ],
)
def test_a_column_with_another_role_is_none(advise: Advise, table: Table, data: str) -> None:
    table(species=SPECIES, sex=["m", "f", "m"] * 50)
    assert "SCI508" not in advise(data=data)


def test_a_report_for_any_subgroup_answers_it(advise: Advise, table: Table) -> None:
    table(species=SPECIES, sex=["m", "f"] * 75)
    validate = "validate baselines\nvalidate seeds\nvalidate subgroups { by: sample.sex }"
    assert advise(data=DATA, validate=validate) == {}

from __future__ import annotations

from collections.abc import Sequence

import pytest

from .conftest import Advise, Table

DATA = 'data csv as sample { path: "table.csv" }'
SPECIES = ["a", "b", "c"] * 50


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("patient", [f"p{index // 10}" for index in range(150)]),
        ("Subject ID", [index // 2 for index in range(150)]),
        ("well", ["A1", "A2", "B1"] * 50),
    ],
)
def test_a_subject_with_several_records(advise: Advise, table: Table, column: str, values: Sequence[object]) -> None:
    table(species=SPECIES, **{column: values})
    found = advise(data=DATA)["SCI510"]
    assert found.message().startswith(f"`{column}` has {len(set(values))} values in 150 records")
    name = column if column.isidentifier() else f'"{column}"'
    assert f"add `group: {name}`" in found.help()


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("patient", [f"p{index}" for index in range(150)]),
        ("patient_id", range(150)),
        ("patient_age", [index // 2 for index in range(150)]),
        ("patient", ["p1"] * 150),
    ],
)
def test_a_record_each_is_no_repetition(advise: Advise, table: Table, column: str, values: Sequence[object]) -> None:
    table(species=SPECIES, **{column: values})
    assert "SCI510" not in advise(data=DATA)


def test_a_group_answers_it(advise: Advise, table: Table) -> None:
    table(species=SPECIES, patient=[f"p{index // 10}" for index in range(150)])
    assert "SCI510" not in advise(data=DATA.replace(" }", ", split: random(group: patient) }"))


def test_the_speaker_that_is_to_be_told_is_no_group(advise: Advise, table: Table) -> None:
    table(speaker=SPECIES)
    assert advise(data=DATA, task="task classification { predict: sample.speaker }") == {}

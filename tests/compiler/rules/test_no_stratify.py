from __future__ import annotations

import pytest

from .conftest import Advise, Table

DATA = 'data csv as sample {{ path: "table.csv", split: random(train: 70%, validation: 10%, test: 20%{}) }}'


@pytest.mark.parametrize(("rare", "found"), [(49, True), (50, False)])
def test_five_records_in_every_part_are_the_least(advise: Advise, table: Table, rare: int, found: bool) -> None:
    table(species=["a"] * 150 + ["b"] * rare)
    assert ("SCI518" in advise(data=DATA.format(""))) is found


def test_the_smallest_part_is_named(advise: Advise, table: Table) -> None:
    table(species=["a"] * 80 + ["b"] * 40)
    found = advise(data=DATA.format(""))["SCI518"]
    assert found.message() == "the validation part gets about 4 records of `b`, more or fewer by chance"


@pytest.mark.parametrize("setting", [", stratify: species", ", stratify: species, group: place"])
def test_stratify_answers_it(advise: Advise, table: Table, setting: str) -> None:
    table(species=["a"] * 80 + ["b"] * 40, place=[str(index % 12) for index in range(120)])
    assert "SCI518" not in advise(data=DATA.format(setting))


def test_ten_frequent_classes_need_no_help(advise: Advise) -> None:
    found = advise(
        data="data sample { set: digits }",
        model="model cnn { widths: [8, 16] }",
        task="task classification { predict: sample.digit }",
    )
    assert found == {}

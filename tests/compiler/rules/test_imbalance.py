from __future__ import annotations

import pytest

from .conftest import Advise, Table

DATA = 'data csv as sample { path: "table.csv", split: random(stratify: species) }'


@pytest.mark.parametrize(("rare", "found"), [(40, True), (41, False)])
def test_four_to_one_is_the_bound(advise: Advise, table: Table, rare: int, found: bool) -> None:
    table(species=["a"] * 160 + ["b"] * rare)
    assert ("SCI503" in advise(data=DATA)) is found


def test_the_classes_are_counted_in_the_message(advise: Advise, table: Table) -> None:
    table(species=["a"] * 160 + ["b"] * 60 + ["c"] * 40)
    message = advise(data=DATA)["SCI503"].message()
    assert message == "`species` is imbalanced: 160 records of `a`, 40 of `c`"


@pytest.mark.parametrize("setting", ["class_weights: balanced", "loss: focal", "loss: cross_entropy + focal"])
def test_weights_and_focal_loss_answer_it(advise: Advise, table: Table, setting: str) -> None:
    table(species=["a"] * 160 + ["b"] * 40)
    assert "SCI503" not in advise(data=DATA, task=f"task classification {{ predict: sample.species, {setting} }}")


def test_a_declared_class_that_does_not_occur_is_not_the_rarest(advise: Advise, table: Table) -> None:
    table(species=["a"] * 100 + ["b"] * 90)
    data = DATA.replace("split", "fields { species: category(classes: [a, b, c]) }\nsplit")
    assert "SCI503" not in advise(data=data)

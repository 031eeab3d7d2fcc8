from __future__ import annotations

from .conftest import Advise, Table

DATA = """data csv as sample {
  path: "table.csv"
  fields { species: category(classes: [a, b, c]) }
  labels: few(5)
  split: random(stratify: species)
}"""
METHOD = "method pseudo_label { batch: 8 }"


def test_a_class_without_a_record_is_named(advise: Advise, table: Table) -> None:
    table(species=["a"] * 100 + ["b"] * 90)
    assert "`c`" in advise(data=DATA, method=METHOD)["SCI571"].message()
    table(species=["a"] * 100 + ["b"] * 90 + ["c"] * 80)
    assert "SCI571" not in advise(data=DATA, method=METHOD)


def test_supervised_stages_say_it_otherwise(advise: Advise, table: Table) -> None:
    table(species=["a"] * 100 + ["b"] * 90)
    assert "SCI571" not in advise(data=DATA, method="method supervised { batch: 8 }")

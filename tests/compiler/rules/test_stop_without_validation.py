from __future__ import annotations

import pytest

from scic.compiler.diagnostics.base import Severity

from .conftest import Advise, Table

STOP = "method supervised { stop: early }"


def test_it_stops_the_build(advise: Advise) -> None:
    found = advise(data="data sample { set: iris, split: random(train: 80%, test: 20%) }", method=STOP)
    assert found["SCI513"].severity is Severity.ERROR


def test_a_split_by_values_may_leave_validation_out(advise: Advise, table: Table) -> None:
    table(species=["a", "b", "c"] * 50, place=["north", "south", "west"] * 50)
    data = 'data csv as sample {{ path: "table.csv", split: column(column: place, test: west{}) }}'
    assert "SCI513" in advise(data=data.format(""), method=STOP)
    assert advise(data=data.format(", validation: south"), method=STOP) == {}


@pytest.mark.parametrize("method", ["method supervised", "method supervised { stop: none }"])
def test_without_a_stop_none_are_needed(advise: Advise, method: str) -> None:
    assert advise(data="data sample { set: iris, split: random(train: 80%, test: 20%) }", method=method) == {}

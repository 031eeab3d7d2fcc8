from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from .conftest import Advise, Table

DATA = 'data csv as sample { path: "table.csv" }'
TASK = "task regression { predict: sample.flow }"


def tail(power: float, offset: float = 0) -> Sequence[float]:
    """Values with a tail that is longer the higher the power; they need not lie about 0."""
    draw = random.Random(1)
    return [offset + draw.random() ** power for _ in range(200)]


@pytest.mark.parametrize("offset", [0, 1e5])
def test_a_long_tail_is_named_wherever_it_lies(advise: Advise, table: Table, offset: float) -> None:
    table(flow=tail(9, offset))
    warning = advise(data=DATA, task=TASK)["SCI519"]
    assert "a few high values of `flow`" in warning.message()
    assert "`loss: huber`" in warning.help()


def test_a_tail_to_the_other_side_too(advise: Advise, table: Table) -> None:
    table(flow=[-value for value in tail(9)])
    assert "a few low values of `flow`" in advise(data=DATA, task=TASK)["SCI519"].message()


@pytest.mark.parametrize("loss", ["huber", "mae", "mse + huber"])
def test_a_robust_loss_answers_it(advise: Advise, table: Table, loss: str) -> None:
    table(flow=tail(9))
    found = advise(data=DATA, task=f"task regression {{ predict: sample.flow, loss: {loss} }}")
    assert "SCI519" not in found


def test_so_it_is_for_one_of_several_targets_and_not_for_what_is_read(advise: Advise, table: Table) -> None:
    table(flow=tail(1), depth=tail(9))
    assert "SCI519" not in advise(data=DATA, task=TASK)
    both = advise(data=DATA, task="task regression { predict: [sample.flow, sample.depth] }")
    assert "`depth`" in both["SCI519"].message()


@pytest.mark.parametrize("values", [[1.0] * 200, [float(number % 19) ** 9 for number in range(200)]])
def test_too_few_different_values_lean_to_no_side(advise: Advise, table: Table, values: Sequence[float]) -> None:
    table(flow=values)
    assert "SCI519" not in advise(data=DATA, task=TASK)

from __future__ import annotations

import pytest

from .conftest import Advise


@pytest.mark.parametrize(("batch", "found"), [(105, False), (106, True)])
def test_the_training_part_is_the_most(advise: Advise, batch: int, found: bool) -> None:
    assert ("SCI515" in advise(method=f"method supervised {{ batch: {batch} }}")) is found


def test_the_batch_that_is_proposed_takes_several_steps(advise: Advise) -> None:
    assert "`batch: 16`" in advise(method="method supervised { batch: 1024 }")["SCI515"].help()


def test_nothing_is_said_of_data_that_are_elsewhere(advise: Advise) -> None:
    data = 'data csv as sample { path: "far/away.csv", fields { width: number, species: category } }'
    assert advise(data=data, method="method supervised { batch: 100_000 }") == {}

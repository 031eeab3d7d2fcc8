from __future__ import annotations

import pytest

from .conftest import Advise

DATA = "data sample { set: iris, labels: few(5), split: random(stratify: species) }"


@pytest.mark.parametrize("method", ["pseudo_label", "supervised"])
@pytest.mark.parametrize(("batch", "found"), [(15, False), (16, True)])
def test_all_the_labels_in_one_step(advise: Advise, method: str, batch: int, found: bool) -> None:
    """Five of each of three classes are labelled."""
    assert ("SCI515" in advise(data=DATA, method=f"method {method} {{ batch: {batch} }}")) is found


def test_it_says_how_many_are_labelled(advise: Advise) -> None:
    found = advise(data=DATA, method="method pseudo_label { batch: 32 }")["SCI515"]
    assert found.message() == "a batch is 32 records, and about 15 are labelled"
    assert "`batch: 8`" in found.help()


def test_numbers_are_counted_in_all(advise: Advise) -> None:
    data = "data sample { set: diabetes, labels: few(40) }"
    task = "task regression { predict: sample.progression }"
    assert "SCI515" not in advise(data=data, task=task, method="method supervised { batch: 40 }")
    assert "SCI515" in advise(data=data, task=task, method="method supervised { batch: 41 }")

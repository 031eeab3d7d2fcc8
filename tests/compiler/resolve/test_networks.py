"""Several models, several data sets, and what methods need of them."""

from __future__ import annotations

from typing import Any

import pytest

TWO_SETS = "data sample as flowers { set: iris }\ndata sample as others { set: wine }"


def test_a_reference_to_a_block_must_name_one_of_its_kind(fault: Any) -> None:
    found = fault("SCI103", method="method supervised { epochs: 2, start: ‹flowrs› }")
    assert "stage" in found.message()


def test_only_one_model_carries_the_heads(fault: Any) -> None:
    found = fault("SCI311", model="model mlp { hidden: [16] }\nmodel mlp as ‹other› { hidden: [8] }")
    assert "other" in found.message()


def test_a_second_data_set_is_no_part_of_the_first(check: Any) -> None:
    experiment = check(data=TWO_SETS).experiment
    assert experiment.records.name == "flowers"
    assert experiment.network is experiment.trunks[0]


@pytest.mark.parametrize("hidden", ["labels: none", "labels: none, split: random(stratify: species)"])
def test_labels_that_are_all_hidden_teach_nothing(fault: Any, hidden: str) -> None:
    found = fault(
        "SCI320", data=f"data sample as flowers {{ set: iris, {hidden} }}", method="method ‹supervised› { epochs: 2 }"
    )
    assert "hides them all" in found.message() and "labels: few" in found.help()

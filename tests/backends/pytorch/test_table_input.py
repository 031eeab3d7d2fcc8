from __future__ import annotations

import math

import pytest
import torch

from scic.backends.pytorch.table_input import TableInput

FACTS = {
    "numeric": ["age", "weight"],
    "mean": [40.0, 3000.0],
    "std": [10.0, 500.0],
    "missing": [0.0, 0.2],
    "categories": {"sex": ["female", "male"], "island": ["Biscoe", "Dream", "Torgersen"]},
}
NAN = math.nan


def table(numeric: list[list[float]], categories: list[list[int]]) -> dict[str, torch.Tensor]:
    return {"numeric": torch.tensor(numeric), "categories": torch.tensor(categories)}


def test_numbers_are_standardised_and_categories_one_hot() -> None:
    encoded = TableInput(FACTS)(table([[50.0, 2500.0]], [[2, 1]]))
    assert encoded.tolist() == [[1.0, -1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0]]


def test_missing_values_lie_at_the_mean_and_are_told_where_training_missed_some() -> None:
    encoded = TableInput(FACTS)(table([[NAN, NAN]], [[0, 0]]))
    assert encoded.tolist() == [[0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]]


def test_a_constant_column_stays_finite() -> None:
    encoded = TableInput({**FACTS, "std": [0.0, 500.0]})(table([[41.0, 3000.0]], [[1, 1]]))
    assert encoded[0, 0] == 1.0


def test_size_and_shape_are_those_of_a_record() -> None:
    inputs = TableInput(FACTS)
    assert inputs(table([[40.0, NAN]], [[1, 3]])).shape[1:] == inputs.shape == (inputs.size,)


def test_an_attribution_is_summed_by_column() -> None:
    inputs = TableInput(FACTS)
    folded = inputs.fold(torch.tensor([[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0]]))
    assert dict(zip(inputs.names, folded[0].tolist(), strict=True)) == {
        "age": 1.0,
        "weight": 2.0 + 4.0,
        "sex": 8.0 + 16.0,
        "island": 32.0 + 64.0 + 128.0,
    }


def test_each_element_belongs_to_the_column_it_is_folded_into() -> None:
    inputs = TableInput(FACTS)
    groups = inputs.groups(torch.zeros(1, inputs.size))[0]
    for element in range(inputs.size):
        one = torch.zeros(1, inputs.size)
        one[0, element] = 1.0
        assert inputs.fold(one).argmax() == groups[element]


@pytest.mark.parametrize("absent", ["numeric", "categories"])
def test_a_table_of_one_kind_needs_no_other(absent: str) -> None:
    facts = {**FACTS, "categories": {}} if absent == "categories" else {**FACTS, "numeric": []}
    if absent == "numeric":
        facts.update(mean=[], std=[], missing=[])
    inputs = TableInput(facts)
    batch = table([[50.0, 2500.0]], [[2, 1]])
    del batch[absent]
    assert inputs(batch).shape == (1, inputs.size)


def test_a_missing_number_sends_no_nan_back() -> None:
    batch = table([[NAN, 2500.0]], [[1, 1]])
    batch["numeric"].requires_grad_()
    TableInput(FACTS)(batch).sum().backward()
    gradient = batch["numeric"].grad
    assert gradient is not None
    assert gradient[0].tolist() == pytest.approx([0.0, 1 / 500])

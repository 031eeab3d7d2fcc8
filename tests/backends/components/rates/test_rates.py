"""Factors of the learning rate, from the bottom block to the heads."""

from __future__ import annotations

import itertools

import pytest

from scic.backends.components.rates.discriminative.shared import discriminative_rates
from scic.backends.components.rates.parts.shared import parts_rates
from scic.compiler.catalogue.component import Rates
from scic.compiler.catalogue.discovery import load


def test_the_trunk_has_one_rate_and_the_heads_another() -> None:
    assert parts_rates(3, trunk=0.1, head=2.0) == [0.1, 0.1, 0.1, 2.0]


def test_each_block_learns_slower_than_the_one_above() -> None:
    found = discriminative_rates(3, factor=2.6)
    assert found[-1] == 1
    assert [above / below for below, above in itertools.pairwise(found)] == pytest.approx([2.6] * 3)


def test_a_network_without_blocks_has_its_heads() -> None:
    assert parts_rates(0, trunk=0.1, head=1.0) == discriminative_rates(0, factor=2.6) == [1.0]


@pytest.mark.parametrize(
    ("name", "settings", "factors"),
    [
        ("parts", {"trunk": 0.2}, parts_rates(4, trunk=0.2, head=1.0)),
        ("discriminative", {"factor": 3.0}, discriminative_rates(4, factor=3.0)),
    ],
)
def test_each_says_what_the_fastest_block_learns_at(
    name: str, settings: dict[str, float], factors: list[float]
) -> None:
    component = load("rates", name).model_validate(settings)
    assert isinstance(component, Rates)
    assert component.under_the_heads() == pytest.approx(max(factors[:-1]))

"""How many blocks learn in an epoch, counted from the top."""

from __future__ import annotations

import pytest

from scic.backends.components.freeze.gradual.shared import gradual_freeze
from scic.backends.components.freeze.trunk.shared import trunk_freeze
from scic.compiler.catalogue.component import Freeze
from scic.compiler.catalogue.discovery import load, names


def test_the_trunk_waits_and_then_learns_as_a_whole() -> None:
    assert [trunk_freeze(epoch, 3, epochs=2) for epoch in range(5)] == [0, 0, 3, 3, 3]


def test_a_probe_never_lets_it_learn() -> None:
    assert {trunk_freeze(epoch, 3, epochs=None) for epoch in range(100)} == {0}


@pytest.mark.parametrize(("epochs", "expected"), [(1, [0, 1, 2, 3, 3, 3]), (2, [0, 0, 1, 1, 2, 2])])
def test_a_block_more_joins_every_few_epochs(epochs: int, expected: list[int]) -> None:
    assert [gradual_freeze(epoch, 3, epochs=epochs) for epoch in range(6)] == expected


def test_each_says_when_it_thaws() -> None:
    first = {"trunk": trunk_freeze, "gradual": gradual_freeze}
    assert set(first) == set(names("freeze"))
    for name, learning in first.items():
        component = load("freeze", name)(epochs=4)
        assert isinstance(component, Freeze)
        assert component.thaws() == next(epoch for epoch in range(9) if learning(epoch, 3, epochs=4))

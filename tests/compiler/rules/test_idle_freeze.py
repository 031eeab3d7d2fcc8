from __future__ import annotations

import pytest

from .conftest import Advise

FIRST = "method supervised as first { epochs: 20 }\n"


def second(freeze: str, epochs: int = 10) -> str:
    return (
        f"{FIRST}method supervised as second "
        f"{{ start: first, epochs: {epochs}, freeze: {freeze}, optimizer: adamw(lr: 1e-4) }}"
    )


@pytest.mark.parametrize("freeze", ["trunk(epochs: 10)", "trunk(epochs: 30)", "gradual(epochs: 10)"])
def test_a_freeze_that_outlasts_its_stage(advise: Advise, freeze: str) -> None:
    found = advise(method=second(freeze))["SCI561"]
    assert "`second` ends after 10" in found.message()
    assert "write `freeze: trunk`" in found.help()


@pytest.mark.parametrize("freeze", ["trunk", "trunk(epochs: 9)", "gradual(epochs: 2)"])
def test_a_freeze_that_ends_and_one_that_never_does(advise: Advise, freeze: str) -> None:
    assert advise(method=second(freeze)) == {}


def test_a_trunk_without_weights(advise: Advise) -> None:
    found = advise(model="model linear", method=second("trunk"))["SCI561"]
    assert found.message() == "`second` freezes the trunk, `linear` has no weights there"
    assert found.help() == "remove `freeze`"

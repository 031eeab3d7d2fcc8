from __future__ import annotations

import pytest

from .conftest import Advise

FIRST = "method supervised as first { epochs: 20 }\n"
SMALL = "optimizer: adamw(lr: 1e-4)"


@pytest.mark.parametrize("freeze", ["trunk", "trunk(epochs: 5)", "gradual"])
def test_random_weights_are_not_worth_keeping(advise: Advise, freeze: str) -> None:
    found = advise(method=f"method supervised {{ freeze: {freeze} }}")["SCI560"]
    assert found.message() == "`supervised` freezes weights that have learnt nothing"


def test_a_stage_before_it_is_named(advise: Advise) -> None:
    found = advise(method=FIRST + f"method supervised as second {{ freeze: trunk, {SMALL} }}")
    assert found["SCI560"].help() == "write `start: first`, or remove `freeze`"


def test_what_has_learnt_may_be_frozen(advise: Advise) -> None:
    assert advise(method=FIRST + f"method supervised as second {{ start: first, freeze: trunk, {SMALL} }}") == {}


def test_pretrained_weights_may_be_frozen(advise: Advise) -> None:
    found = advise(
        data="data sample { set: digits }",
        model="model resnet { small_images: true, weights: hub }",
        task="task classification { predict: sample.digit }",
        method="method supervised { freeze: trunk }",
    )
    assert "SCI560" not in found

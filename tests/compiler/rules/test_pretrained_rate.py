from __future__ import annotations

import pytest

from .conftest import Advise


def study(weights: str, method: str) -> dict[str, str]:
    return {
        "data": "data sample { set: digits }",
        "model": f"model resnet {{ small_images: true, weights: {weights} }}",
        "task": "task classification { predict: sample.digit }",
        "method": method,
    }


@pytest.mark.parametrize(
    ("optimizer", "help"),
    [("adamw", "adamw(lr: 0.0001)"), ("adam(lr: 3e-3)", "adam(lr: 0.0001)"), ("sgd(lr: 0.01)", "sgd(lr: 0.001)")],
)
def test_a_rate_for_fresh_weights(advise: Advise, optimizer: str, help: str) -> None:
    found = advise(**study("hub", f"method supervised {{ optimizer: {optimizer} }}"))
    assert help in found["SCI521"].help()


@pytest.mark.parametrize(
    ("weights", "optimizer"), [("none", "adamw"), ("hub", "adamw(lr: 1e-4)"), ("hub", "sgd(lr: 1e-3)")]
)
def test_fresh_weights_or_a_low_rate(advise: Advise, weights: str, optimizer: str) -> None:
    assert advise(**study(weights, f"method supervised {{ optimizer: {optimizer} }}")) == {}


def test_a_later_stage_is_compared_with_the_one_before(advise: Advise) -> None:
    method = """method supervised as first { optimizer: adamw(lr: 1e-4) }
    method supervised as second { start: first, optimizer: adamw(lr: 1e-3) }"""
    assert set(advise(**study("hub", method))) == {"SCI514"}

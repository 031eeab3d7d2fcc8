from __future__ import annotations

import pytest

from .conftest import Advise


def stages(first: str, second: str) -> str:
    return (
        f"method supervised as first {{ optimizer: {first} }}\n"
        f"method supervised as second {{ start: first, optimizer: {second} }}"
    )


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("adamw(lr: 1e-3)", "`second` learns at 0.001, the rate of `first` that it starts from"),
        ("adamw(lr: 1e-2)", "`second` learns at 0.01, above the rate 0.001 of `first` that it starts from"),
    ],
)
def test_a_rate_that_is_not_lower(advise: Advise, second: str, message: str) -> None:
    found = advise(method=stages("adamw", second))["SCI514"]
    assert found.message() == message
    assert "adamw(lr: 0.0001)" in found.help()


@pytest.mark.parametrize("second", ["adamw(lr: 5e-4)", "sgd(lr: 1e-2)"])
def test_a_lower_rate_or_one_that_does_not_compare(advise: Advise, second: str) -> None:
    assert advise(method=stages("adamw", second)) == {}


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("adamw(lr: 1e-2, rates: parts(trunk: 0.05))", None),
        ("adamw(lr: 1e-3, rates: discriminative)", None),
        ("adamw(lr: 1e-2, rates: parts(trunk: 0.5))", "the trunk of `second` learns at 0.005, above the rate 0.001"),
    ],
)
def test_the_rate_of_the_trunk_counts(advise: Advise, second: str, said: str | None) -> None:
    found = advise(method=stages("adamw", second))
    assert set(found) == ({"SCI514"} if said else set())
    assert said is None or said in found["SCI514"].message()


def test_a_probe_may_learn_as_fast_as_it_likes(advise: Advise) -> None:
    probe = "method supervised as second { start: first, freeze: trunk, optimizer: adamw(lr: 1e-1) }"
    assert advise(method=f"method supervised as first\n{probe}") == {}

from __future__ import annotations

from .conftest import Advise


def test_the_stage_that_nothing_starts_from_is_named(advise: Advise) -> None:
    found = advise(
        method="""method supervised as first
        method supervised as second { start: first, optimizer: adamw(lr: 1e-4) }
        method supervised as third { start: first, optimizer: adamw(lr: 1e-4) }"""
    )
    assert found["SCI516"].message() == "nothing uses the weights of `second`"
    assert found["SCI516"].help() == "add `start: second` to `third`, or remove the stage"


def test_a_chain_is_used_to_its_end(advise: Advise) -> None:
    found = advise(
        method="""method supervised as first
        method supervised as second { start: first, optimizer: adamw(lr: 1e-4) }
        method supervised as third { start: second, optimizer: adamw(lr: 1e-5) }"""
    )
    assert found == {}

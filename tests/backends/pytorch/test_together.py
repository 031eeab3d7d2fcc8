"""Batches of several loaders side by side."""

from __future__ import annotations

import torch

from scic.backends.pytorch.loaders import MemoryLoader, Order, Together


def loader(records: int, batch: int) -> MemoryLoader:
    return MemoryLoader({"row": torch.arange(records)}, Order(records, seed=3, shuffle=True), batch)


def rows(together: Together, name: str) -> list[int]:
    return [row for step in together for row in step[name]["row"].tolist()]


def test_an_epoch_is_as_long_as_the_longest() -> None:
    together = Together(labelled=loader(6, 4), unlabelled=loader(40, 4))
    steps = list(together)
    assert len(steps) == len(together) == 10
    assert all(set(step) == {"labelled", "unlabelled"} for step in steps)
    assert sorted(rows(together, "unlabelled")) == list(range(40))


def test_the_shorter_one_starts_again_in_a_new_order() -> None:
    seen = rows(Together(labelled=loader(8, 4), unlabelled=loader(40, 4)), "labelled")
    passes = [seen[start : start + 8] for start in range(0, 40, 8)]
    assert all(sorted(each) == list(range(8)) for each in passes)
    assert len({tuple(each) for each in passes}) > 1


def test_an_epoch_depends_on_its_number_alone() -> None:
    one, other = (Together(labelled=loader(8, 4), unlabelled=loader(40, 4)) for _ in range(2))
    first = rows(one, "labelled")
    for together in (one, other):
        together.sampler.set_epoch(5)
    list(one)
    assert rows(one, "labelled") == rows(other, "labelled") != first
    assert rows(one, "unlabelled") == rows(other, "unlabelled")

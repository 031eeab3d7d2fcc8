"""Batches of sequences of similar length: the same from memory and from disk, and the loss of whole batches."""

from __future__ import annotations

import importlib
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from varied_sequences import ANY_LENGTH, FACTS, LENGTHS, RECORDS, SIZES, encode, rows

from scic.backends.components.field.sequence.pytorch import SequenceInput
from scic.backends.components.loss.cross_entropy.pytorch import cross_entropy
from scic.backends.components.task.classification.pytorch import Classification
from scic.backends.components.task.language_modelling.pytorch import LanguageModelling
from scic.backends.lowering.wire import camel, module_of
from scic.backends.pytorch.buckets import LengthOrder, make_bucketed_loader
from scic.backends.pytorch.loaders import Loader, Order, Together, make_loader
from scic.backends.shared.order import order
from scic.compiler.catalogue.component import Model
from scic.compiler.catalogue.ports import Tokens, Vector

BATCH = 8


def make(*, memory: float = 1.0, workers: int = 0, epoch: int = 0) -> Loader:
    loader = make_bucketed_loader(RECORDS, encode, LENGTHS, batch=BATCH, seed=4, memory=memory, workers=workers)
    loader.sampler.set_epoch(epoch)  # type: ignore[union-attr]
    return loader


def test_every_record_comes_once_in_a_batch_as_long_as_its_longest() -> None:
    batches = list(make())
    assert len(batches) == len(make()) == 19
    assert sorted(row for batch in rows(make()) for row in batch) == list(range(150))
    for batch in batches:
        assert batch["bases"].shape == (len(batch["row"]), max(2, SIZES[batch["row"]].max()))
    assert len({batch["bases"].shape[1] for batch in batches}) > 10


def test_an_epoch_depends_on_its_number_alone() -> None:
    loader = make(epoch=3)
    list(loader)
    assert rows(loader) == rows(make(epoch=3)) != rows(make(epoch=4))


@pytest.mark.parametrize("workers", [0, 2])
def test_records_too_large_for_memory_make_the_same_batches(workers: int) -> None:
    kept, read = list(make(epoch=2)), list(make(memory=0.0, workers=workers, epoch=2))
    for one, other in zip(kept, read, strict=True):
        assert all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize("processes", [2, 3])
def test_processes_share_out_batches_of_similar_length(processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    for rank in range(processes):
        monkeypatch.setattr(Order, "share", (processes, rank))
        sampler = LengthOrder(LENGTHS, batch=BATCH, seed=4)
        seen.append(np.split(sampler.positions(), range(BATCH, len(sampler), BATCH)))
    assert len({tuple(map(len, each)) for each in seen}) == 1
    assert {int(row) for each in seen for batch in each for row in batch} == set(range(150))
    lengths = LENGTHS["bases"]
    apart = [np.ptp([lengths[each].max() for each in step]) for step in zip(*seen, strict=True)][:-1]
    shuffled = order(150, seed=4, epoch=0)[: BATCH * processes].reshape(processes, BATCH)
    assert np.mean(apart) < 15
    assert np.ptp(lengths[shuffled]) > 40


def test_loaders_side_by_side_each_keep_their_own_lengths() -> None:
    short = make_loader(RECORDS[:20], encode, batch=BATCH, seed=1, shuffle=True, memory=1.0, workers=0)
    together = Together(bucketed=make(), short=short)
    steps = list(together)
    assert sorted(row for step in steps for row in step["bucketed"]["row"].tolist()) == list(range(150))
    assert {step["short"]["bases"].shape[1] for step in steps} == {FACTS["length"]}
    assert [step["bucketed"]["row"].tolist() for step in steps] == rows(make())


@pytest.mark.parametrize("component", ANY_LENGTH, ids=lambda cls: cls.named())
def test_a_cut_batch_has_the_loss_and_the_gradients_of_the_whole(component: type[Model]) -> None:
    """Of every network that says so of itself, on its default settings without dropout."""
    torch.manual_seed(0)
    settings = component(dropout=0.0).model_dump(exclude={"inputs"})
    module = importlib.import_module(module_of(component(), "pytorch"))
    trunk = getattr(module, camel(component.named()))(SequenceInput(FACTS, "bases"), **settings)
    losses = [(1.0, partial(cross_entropy, label_smoothing=0.0))]
    if isinstance(component().gives(Tokens()), Vector):
        facts = {"classes": ["no", "yes"]}
        task: Any = Classification(trunk.size, facts, field="kind", losses=losses, class_weights=None)
    else:
        task = LanguageModelling(trunk.size, FACTS, field="bases", losses=losses)
    whole = encode(RECORDS)

    def learnt(batch: dict[str, Tensor]) -> tuple[float, list[Tensor]]:
        trunk.zero_grad()
        loss = task.loss(task(trunk(batch)), batch)
        loss.backward()
        return loss.item(), [weight.grad.clone() for weight in trunk.parameters()]

    shortest = sorted(make(), key=lambda batch: batch["bases"].shape[1])
    for batch in (shortest[0], shortest[6], shortest[12]):
        padded = {name: torch.from_numpy(values[batch["row"]]) for name, values in whole.items()}
        assert padded["bases"].shape[1] == FACTS["length"] > batch["bases"].shape[1]
        (loss, gradients), (expected, others) = learnt(batch), learnt(padded)
        assert loss == pytest.approx(expected, rel=1e-5)
        for one, other in zip(gradients, others, strict=True):
            # a table of places has rows that the cut batch does not reach; their gradient is 0 either way
            torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-6)

"""Batches of sequences of similar length on Keras: PyTorch's batches, cut to few lengths, with the loss of whole ones."""

from __future__ import annotations

import importlib
from functools import partial
from typing import Any

import keras
import numpy as np
import pytest
from equivalence import array
from varied_sequences import ANY_LENGTH, FACTS, LENGTHS, RECORDS, SIZES, encode, rows

from scic.backends.components.field.sequence.keras import SequenceInput
from scic.backends.components.loss.cross_entropy.keras import cross_entropy
from scic.backends.components.task.classification.keras import Classification
from scic.backends.components.task.language_modelling.keras import LanguageModelling
from scic.backends.keras.buckets import WIDTHS, make_bucketed_loader, rounded_up
from scic.backends.keras.loaders import Loader, Together, make_loader
from scic.backends.lowering.wire import camel, module_of
from scic.backends.pytorch.buckets import make_bucketed_loader as make_pytorch_loader
from scic.compiler.catalogue.component import Model
from scic.compiler.catalogue.ports import Tokens, Vector


def make(*, memory: float = 1.0, workers: int = 0, epoch: int = 0) -> Loader:
    loader = make_bucketed_loader(RECORDS, encode, LENGTHS, batch=8, seed=4, memory=memory, workers=workers)
    loader.set_epoch(epoch)
    return loader


@pytest.mark.parametrize("epoch", [0, 3])
def test_both_frameworks_make_the_same_batches(epoch: int) -> None:
    theirs: Any = make_pytorch_loader(RECORDS, encode, LENGTHS, batch=8, seed=4, memory=1.0, workers=0)
    theirs.sampler.set_epoch(epoch)
    assert rows(make(epoch=epoch)) == rows(theirs)
    assert rows(make(epoch=epoch)) != rows(make(epoch=epoch + 1))


def test_batches_have_few_lengths_and_lose_no_letter() -> None:
    seen = set()
    for epoch in range(3):
        for batch in make(epoch=epoch):
            width = batch["bases"].shape[1]
            assert width >= SIZES[batch["row"]].max()
            seen.add(width)
    assert 3 < len(seen) <= WIDTHS


@pytest.mark.parametrize("workers", [0, 2])
def test_records_too_large_for_memory_make_the_same_batches(workers: int) -> None:
    for one, other in zip(make(), make(memory=0.0, workers=workers), strict=True):
        assert all(np.array_equal(one[name], other[name]) for name in one)


def test_devices_that_share_a_batch_all_get_as_many_records() -> None:
    loader = make()
    loader.multiple = 4
    assert [len(batch) for batch in rows(loader)] == [8] * 19
    assert {row for batch in rows(loader) for row in batch} == set(range(150))


def test_loaders_side_by_side_each_keep_their_own_lengths() -> None:
    short = make_loader(RECORDS[:20], encode, batch=8, seed=1, shuffle=True, memory=1.0, workers=0)
    together = Together(bucketed=make(), short=short)
    steps = [together[index][0] for index in range(len(together))]
    assert [step["bucketed"]["row"].tolist() for step in steps] == rows(make())
    assert {step["short"]["bases"].shape[1] for step in steps} == {FACTS["length"]}


@pytest.mark.parametrize("skewed", [False, True])
def test_lengths_are_rounded_up_to_those_that_add_the_least(skewed: bool) -> None:
    random = np.random.default_rng(1)
    lengths = random.lognormal(5, 1, 2000).astype(int) + 1 if skewed else random.integers(20, 501, 2000)
    found = rounded_up(lengths)
    assert (found >= lengths).all() and found.max() == lengths.max()
    assert len(np.unique(found)) == WIDTHS
    step = -(-lengths.max() // WIDTHS)
    multiples = -(-lengths // step) * step
    shares = np.sort(lengths)[np.linspace(0, len(lengths) - 1, WIDTHS + 1).astype(int)[1:]]
    quantiles = shares[np.searchsorted(shares, lengths)]
    assert found.sum() <= min(multiples.sum(), quantiles.sum())


def test_no_choice_of_lengths_adds_less_where_all_can_be_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scic.backends.keras.buckets.WIDTHS", 2)
    lengths = np.array([1, 1, 1, 2, 5, 6, 9, 9, 20])
    tried = [np.where(lengths <= split, split, 20).sum() for split in np.unique(lengths)]
    assert rounded_up(lengths).sum() == min(tried)


@pytest.mark.parametrize("lengths", [[60], [60, 60, 60], [3, 3, 7], list(range(1, 9))])
def test_few_lengths_stay_as_they_are(lengths: list[int]) -> None:
    assert rounded_up(np.array(lengths)).tolist() == lengths


@pytest.mark.parametrize("component", ANY_LENGTH, ids=lambda cls: cls.named())
def test_a_cut_batch_has_the_loss_of_the_whole(component: type[Model]) -> None:
    """Of every network that says so of itself, on its default settings without dropout."""
    keras.utils.set_random_seed(0)
    settings = component(dropout=0.0).model_dump(exclude={"inputs"})
    module = importlib.import_module(module_of(component(), "keras"))
    trunk = getattr(module, camel(component.named()))(SequenceInput(FACTS, "bases"), **settings)
    losses = [(1.0, partial(cross_entropy, label_smoothing=0.0))]
    if isinstance(component().gives(Tokens()), Vector):
        facts = {"classes": ["no", "yes"]}
        task: Any = Classification(trunk.size, facts, field="kind", losses=losses, class_weights=None)
    else:
        task = LanguageModelling(trunk.size, FACTS, field="bases", losses=losses)
    whole = encode(RECORDS)
    shortest = sorted(make(), key=lambda batch: batch["bases"].shape[1])
    for batch in (shortest[0], shortest[6], shortest[12]):
        padded = {name: values[batch["row"]] for name, values in whole.items()}
        assert padded["bases"].shape[1] == FACTS["length"] > batch["bases"].shape[1]
        cut, expected = (float(array(task.loss(task(trunk(each)), each))) for each in (batch, padded))
        assert cut == pytest.approx(expected, rel=1e-5)

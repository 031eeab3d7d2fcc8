"""Batches come in the same order in both frameworks, whether from memory or from disk."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from scic.backends.keras.loaders import Loader, make_loader
from scic.backends.pytorch.loaders import make_loader as make_pytorch_loader

FRAME = pd.DataFrame({"value": np.arange(23) * 10})


def encode(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    return {"value": frame["value"].to_numpy()}


def make(*, shuffle: bool = True, memory: float = 1.0, workers: int = 0) -> Loader:
    return make_loader(FRAME, encode, batch=5, seed=4, shuffle=shuffle, memory=memory, workers=workers)


def values(loader: Loader) -> list[list[int]]:
    return [batch["value"].tolist() for batch in loader]


@pytest.mark.parametrize("epoch", [0, 3])
def test_both_frameworks_see_the_records_in_the_same_order(epoch):
    ours, theirs = make(), make_pytorch_loader(FRAME, encode, batch=5, seed=4, shuffle=True, memory=1.0, workers=0)
    ours.set_epoch(epoch)
    theirs.sampler.set_epoch(epoch)
    assert values(ours) == [batch["value"].tolist() for batch in theirs]


def test_every_record_comes_once_an_epoch_in_an_order_of_its_own():
    loader = make()
    orders = []
    for epoch in range(2):
        loader.set_epoch(epoch)
        orders.append([value for batch in values(loader) for value in batch])
    assert sorted(orders[0]) == sorted(orders[1]) == FRAME["value"].tolist()
    assert orders[0] != orders[1]


def test_what_is_validated_stays_in_its_place():
    loader = make(shuffle=False)
    loader.set_epoch(5)
    assert [value for batch in values(loader) for value in batch] == FRAME["value"].tolist()


def test_records_too_large_for_memory_are_read_batch_by_batch():
    read = []

    def reading(frame: pd.DataFrame) -> dict[str, np.ndarray]:
        read.append(len(frame))
        return encode(frame)

    options = {"batch": 5, "seed": 4, "shuffle": True, "workers": 2}
    loader = make_loader(FRAME, reading, memory=0.0, **options)
    loader.set_epoch(0)
    kept = make()
    kept.set_epoch(0)
    assert values(loader) == values(kept)
    assert max(read) == 5


def test_devices_that_share_a_batch_all_get_as_many_records():
    loader = make()
    loader.multiple = 4
    assert [len(batch) for batch in values(loader)] == [8, 8, 8, 8, 4]
    assert {value for batch in values(loader) for value in batch} == set(FRAME["value"])

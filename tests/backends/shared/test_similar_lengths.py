"""Batches of similar length: every record once, other neighbours every epoch, little padding."""

from __future__ import annotations

import numpy as np
import pytest

from scic.backends.shared.order import order
from scic.backends.shared.similar_lengths import CHUNK, LEAST, by_length, cut

BATCH = 16
RANDOM = np.random.default_rng(0)
SIZES = {
    "spread": RANDOM.integers(20, 501, 3000),
    "skewed": np.clip(RANDOM.lognormal(5, 1, 3000), 20, 5000).astype(int),
    "few": RANDOM.integers(20, 501, 200),
}
sizes = pytest.mark.parametrize("lengths", SIZES.values(), ids=SIZES)


def positions(lengths: np.ndarray, *, seed: int = 1, epoch: int = 0, batch: int = BATCH) -> np.ndarray:
    rows = order(len(lengths), seed=seed, epoch=epoch)
    return by_length(rows, lengths, batch=batch, seed=seed, epoch=epoch)


def batches(rows: np.ndarray, batch: int = BATCH) -> list[np.ndarray]:
    return np.split(rows, range(batch, len(rows), batch))


def padding(rows: np.ndarray, lengths: np.ndarray) -> int:
    """The places of all batches that are empty."""
    return sum(int((lengths[each].max() - lengths[each]).sum()) for each in batches(rows))


@pytest.mark.parametrize("records", [1, 2, BATCH - 1, BATCH, BATCH + 1, 5 * BATCH, 3 * CHUNK * BATCH + 7])
def test_every_record_comes_once(records: int) -> None:
    lengths = np.random.default_rng(records).integers(1, 90, records)
    assert sorted(positions(lengths)) == list(range(records))


@sizes
def test_the_seed_and_the_epoch_decide(lengths: np.ndarray) -> None:
    first = positions(lengths, seed=3, epoch=7)
    np.testing.assert_array_equal(first, positions(lengths, seed=3, epoch=7))
    assert (first != positions(lengths, seed=4, epoch=7)).any()
    assert (first != positions(lengths, seed=3, epoch=8)).any()


@sizes
def test_little_is_padding(lengths: np.ndarray) -> None:
    shuffled = order(len(lengths), seed=1, epoch=0)
    share = {len(SIZES["few"]): 0.4}.get(len(lengths), 0.1)
    assert padding(positions(lengths), lengths) < share * padding(shuffled, lengths)


@sizes
def test_a_record_has_other_neighbours_in_another_epoch(lengths: np.ndarray) -> None:
    def pairs(epoch: int) -> set[tuple[int, int]]:
        each = (sorted(batch) for batch in batches(positions(lengths, epoch=epoch)))
        return {(one, other) for batch in each for one in batch for other in batch if one < other}

    one, other = pairs(0), pairs(1)
    assert len(one & other) < 0.5 * len(one)


def test_batches_come_in_no_order_of_their_lengths() -> None:
    lengths = SIZES["spread"]
    means = np.array([lengths[each].mean() for each in batches(positions(lengths))[:-1]])
    assert abs(np.corrcoef(means, np.arange(len(means)))[0, 1]) < 0.3


def test_records_of_one_length_are_shuffled() -> None:
    lengths = np.full(200, 60)
    rows = positions(lengths)
    assert np.abs(np.corrcoef(rows, np.arange(200))[0, 1]) < 0.3


def test_what_fills_no_batch_comes_last_and_may_be_of_any_length() -> None:
    lengths = np.arange(1, 5 * BATCH + 4)
    last = [lengths[positions(lengths, epoch=epoch)[-3:]].mean() for epoch in range(60)]
    assert np.mean(last) == pytest.approx(lengths.mean(), rel=0.2)


def test_a_batch_is_cut_to_its_longest_and_keeps_what_is_no_sequence() -> None:
    codes = np.arange(40).reshape(4, 10)
    lengths = {"bases": np.array([3, 10, 5, 1])}
    batch = {"bases": codes[[0, 2]], "numeric": np.ones((2, 7))}
    found = cut(batch, lengths, np.array([0, 2]))
    np.testing.assert_array_equal(found["bases"], codes[[0, 2], :5])
    assert found["numeric"] is batch["numeric"]
    assert cut({"bases": codes[3:]}, lengths, np.array([3]))["bases"].shape == (1, LEAST)


def test_each_field_is_cut_to_its_own_longest() -> None:
    lengths = {"one": np.array([3, 4]), "other": np.array([9, 2])}
    batch = {"one": np.zeros((2, 10)), "other": np.zeros((2, 10))}
    assert {name: each.shape[1] for name, each in cut(batch, lengths, np.arange(2)).items()} == {"one": 4, "other": 9}


def test_sequences_of_one_length_stay_in_their_order() -> None:
    rows = np.random.default_rng(0).permutation(50)
    assert by_length(rows, np.full(50, 60), batch=8, seed=1, epoch=2).tolist() == rows.tolist()

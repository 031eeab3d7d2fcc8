"""Which parts of a network learn, how fast, from which batches, and what a stage of its own keeps."""

from __future__ import annotations

from functools import partial

import keras
import numpy as np
import pytest
from networks import Net, loaders, records, stage, table_net, train, weights
from test_training import break_off, numbers

from scic.backends.keras.blocks import blocks_of, phases
from scic.backends.keras.loaders import Loader, Together
from scic.backends.keras.self_supervised import SelfSupervised
from scic.backends.keras.training import fit


def trunk(net: Net) -> list[np.ndarray]:
    return [keras.ops.convert_to_numpy(weight.value) for block in blocks_of(net) for weight in block.weights]


def head(net: Net) -> np.ndarray:
    return keras.ops.convert_to_numpy(net.tasks["kind"].weights[0].value)


def same(one, other) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def two_then_all(epoch: int, blocks: int) -> int:
    return 0 if epoch < 2 else blocks


def test_epochs_of_the_same_blocks_are_one_phase():
    net = table_net()
    assert [block.name for block in blocks_of(net)] == ["block1", "block2"]
    assert list(phases(net, None, 5)) == [(range(5), 2)]
    assert list(phases(net, two_then_all, 5)) == [(range(2), 0), (range(2, 5), 2)]
    assert list(phases(net, lambda epoch, blocks: epoch, 4)) == [(range(1), 0), (range(1, 2), 1), (range(2, 4), 2)]


def test_a_frozen_trunk_keeps_its_weights_and_the_head_learns(tmp_path):
    net = table_net()
    kept, before = trunk(net), head(net)
    train(net, tmp_path, epochs=3, freeze=lambda epoch, blocks: 0)
    assert same(trunk(net), kept)
    assert not np.array_equal(head(net), before)
    assert all(block.trainable for block in blocks_of(net))


def test_a_trunk_wakes_and_learns(tmp_path):
    net = table_net()
    kept = trunk(net)
    train(net, tmp_path, epochs=4, validate=False, freeze=two_then_all)
    assert not same(trunk(net), kept)
    found = numbers(tmp_path)
    assert found["epoch"].tolist() == [0, 1, 2, 3]
    # the schedule goes on over the phases
    assert found["learning_rate"].iloc[-1] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_broken_off_in_any_phase_it_ends_the_same(tmp_path, monkeypatch, at):
    options = {"epochs": 4, "freeze": two_then_all}
    whole, broken = table_net(), table_net()
    train(whole, tmp_path / "whole", **options)
    break_off(monkeypatch, broken, tmp_path / "broken", at=at, **options)
    again = table_net(seed=9)
    train(again, tmp_path / "broken", **options)
    assert same(weights(again), weights(whole))


def test_a_block_of_rate_zero_stays(tmp_path):
    net = table_net()
    first, second = ([keras.ops.convert_to_numpy(w.value) for w in block.weights] for block in blocks_of(net))
    train(net, tmp_path, epochs=2, rates=lambda blocks: [0.0, 0.5, 1.0])
    now = [[keras.ops.convert_to_numpy(w.value) for w in block.weights] for block in blocks_of(net)]
    assert same(now[0], first)
    assert not same(now[1], second)


def test_half_the_rate_is_half_the_first_step(tmp_path):
    moved = []
    for factor in (1.0, 0.5):
        net = table_net()
        before = trunk(net)
        once = Loader(lambda rows: records(48), 1, batch=1, seed=0, shuffle=False)
        running = stage(net, rates=lambda blocks, factor=factor: [factor] * (blocks + 1))
        fit(running, once, None, tmp_path / str(factor), epochs=1, **ONCE)
        moved.append(np.concatenate([(after - old).ravel() for after, old in zip(trunk(net), before, strict=True)]))
    np.testing.assert_allclose(moved[1], 0.5 * moved[0], rtol=1e-3, atol=1e-8)


ONCE = {
    "monitor": "validation_loss", "mode": "min", "patience": None, "delta": 0.0, "clip": None, "accumulate": 1,
    "precision": "full", "accelerator": "cpu", "devices": 1, "loggers": [],
}  # fmt: skip


def rows(together: Together, name: str) -> list[int]:
    return [row for index in range(len(together)) for row in together[index][0][name]["row"].tolist()]


def counting(count: int) -> Loader:
    return Loader(lambda rows: {"row": rows}, count, batch=4, seed=3, shuffle=True)


def test_batches_side_by_side_are_as_many_as_the_longest_has():
    together = Together(labelled=counting(8), unlabelled=counting(40))
    assert len(together) == 10
    assert sorted(rows(together, "unlabelled")) == list(range(40))
    seen = rows(together, "labelled")
    passes = [seen[start : start + 8] for start in range(0, 40, 8)]
    assert all(sorted(each) == list(range(8)) for each in passes)
    assert len({tuple(each) for each in passes}) > 1
    together.set_epoch(4)
    assert rows(together, "labelled") != seen
    together.set_epoch(0)
    assert rows(together, "labelled") == seen


class Pretext(SelfSupervised):
    """Learns to name the sign of a column, with a head of its own, and counts its steps."""

    def __init__(self, model, **options):
        super().__init__(model, **options)
        self.own = keras.layers.Dense(1, name="own")
        self.own.build((None, model.trunk.size))
        self.steps = self.add_weight(name="steps", shape=(), initializer="zeros", trainable=False)
        self.seeds = keras.random.SeedGenerator(1)

    def objective(self, batch, training):
        if training:
            self.steps.assign_add(1.0)
        noise = keras.random.normal((1, 1), seed=self.seeds, stddev=0.01)
        guess = self.own(self.model.represent(self.model.encode(batch), training)) + noise
        truth = keras.ops.cast(batch["kind"], "float32")[:, None]
        return keras.ops.mean(keras.losses.binary_crossentropy(truth, guess, from_logits=True))


def pretext(net: Net) -> Pretext:
    plain = stage(net)
    made = partial(plain.make_optimizer, lr=1e-2)
    return Pretext(net, scores={}, facts=plain.facts, optimizer=made, schedule=plain.make_schedule, seed=1)


def test_a_stage_validates_itself_and_hands_on_the_network_alone(tmp_path):
    net = table_net()
    running = pretext(net)
    learning, validation = loaders()
    fit(running, learning, validation, tmp_path, epochs=6, **ONCE)
    found = numbers(tmp_path)
    assert list(found) == ["epoch", "learning_rate", "train_loss", "validation_loss"]
    assert found["validation_loss"].iloc[-1] < found["validation_loss"].iloc[0]
    assert float(running.steps) == 6 * len(learning)
    other = table_net(seed=5)
    other.load_weights(tmp_path / "model.weights.h5")
    assert same(weights(other), weights(net))


def test_a_validation_is_the_same_whenever_it_is_made(tmp_path):
    running = pretext(table_net())
    running.compile("sgd")
    _, validation = loaders()
    first = running.validate(validation)
    running.reseed(7)
    assert running.validate(validation) == first

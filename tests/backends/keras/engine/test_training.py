"""A training writes its numbers, stops when it should, and goes on after a break as if there had been none."""

from __future__ import annotations

from functools import partial

import keras
import numpy as np
import pandas as pd
import pytest
from networks import image_net, loaders, records, stage, table_net, train, weights
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from scic.backends.components.augment.flip.keras import Flip
from scic.backends.components.task.classification.shared import METRICS
from scic.backends.components.tracker.tensorboard.keras import tensorboard
from scic.backends.keras import loaders as loaders_module
from scic.backends.keras.augmentation import Augmentation
from scic.backends.keras.inference import WEIGHTS, decode, restore
from scic.backends.keras.loaders import Loader
from scic.backends.keras.stage import Stage
from scic.backends.keras.training import fit


def numbers(folder) -> pd.DataFrame:
    return pd.read_csv(folder / "metrics.csv")


def break_off(monkeypatch, net, folder, *, at: int, **options) -> None:
    """Train until the epoch `at` begins."""
    original = loaders_module.order

    def killed(records: int, *, seed: int, epoch: int) -> np.ndarray:
        if epoch == at:
            raise KeyboardInterrupt
        return original(records, seed=seed, epoch=epoch)

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(loaders_module, "order", killed)
        train(net, folder, **options)


def assert_same(one, other) -> None:
    for first, second in zip(weights(one), weights(other), strict=True):
        np.testing.assert_array_equal(first, second)


def test_the_numbers_of_every_epoch_are_written(tmp_path):
    train(table_net(), tmp_path, epochs=15)
    found = numbers(tmp_path)
    metrics = [f"validation_kind_{name}" for name in METRICS]
    assert list(found)[:4] == ["epoch", "learning_rate", "train_loss", "validation_loss"]
    assert set(metrics) <= set(found)
    assert found["epoch"].tolist() == list(range(15))
    assert found["learning_rate"].iloc[-1] == pytest.approx(0, abs=1e-9)
    assert found["train_loss"].iloc[-1] < 0.7 * found["train_loss"].iloc[0]


def test_the_validation_loss_is_the_mean_over_all_records(tmp_path):
    net = table_net()
    train(net, tmp_path, epochs=1)
    every = {name: values[48:] for name, values in records(72).items()}
    whole = float(net.total_loss(net.predict_on_batch(every), every))
    assert numbers(tmp_path)["validation_loss"].iloc[0] == pytest.approx(whole, rel=1e-5)


@pytest.mark.parametrize("make", [table_net, image_net])
def test_a_broken_off_training_ends_as_one_without_a_break(make, tmp_path, monkeypatch):
    def augment():
        return {"augment": Augmentation([Flip({"photo": "image"}, axes="all", probability=0.5)], [], ["kind"])}

    whole, broken, resumed = make(), make(), make(seed=99)
    train(whole, tmp_path / "whole", epochs=4, **augment())
    break_off(monkeypatch, broken, tmp_path / "broken", at=2, epochs=4, **augment())
    train(resumed, tmp_path / "broken", epochs=4, **augment())
    assert_same(whole, resumed)
    pd.testing.assert_frame_equal(numbers(tmp_path / "whole"), numbers(tmp_path / "broken"), check_exact=True)


def test_the_batches_come_in_the_order_of_the_loader(tmp_path, monkeypatch):
    original, read = Loader.__getitem__, []
    monkeypatch.setattr(Loader, "__getitem__", lambda self, index: read.append(index) or original(self, index))
    train(table_net(), tmp_path, epochs=3, validate=False)
    assert read[-15:] == [0, 1, 2, 3, 4] * 3


def test_a_finished_stage_is_not_trained_again(tmp_path):
    done, later = table_net(), table_net(seed=5)
    train(done, tmp_path, epochs=2)
    before = (tmp_path / "metrics.csv").read_text()
    train(later, tmp_path, epochs=9)
    assert_same(done, later)
    assert (tmp_path / "metrics.csv").read_text() == before


def test_the_weights_of_the_best_epoch_stay(tmp_path, monkeypatch):
    losses = iter([3.0, float("nan"), 1.0, 2.0])
    seen = []

    class Watch(keras.callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: object = None) -> None:
            seen.append(weights(self.model.model))

    monkeypatch.setattr(Stage, "validate", lambda *_: {"validation_loss": next(losses)})
    net = table_net()
    train(net, tmp_path, epochs=4, loggers=[Watch()])
    for kept, best in zip(weights(net), seen[2], strict=True):
        np.testing.assert_array_equal(kept, best)
    assert any((best != last).any() for best, last in zip(seen[2], seen[3], strict=True))


def test_without_validation_records_the_last_weights_stay(tmp_path):
    net = table_net()
    train(net, tmp_path, epochs=2, validate=False)
    assert list(numbers(tmp_path)) == ["epoch", "learning_rate", "train_loss"]
    assert_same(net, restore(table_net(seed=8), tmp_path))


def test_early_stopping_ends_a_training_that_has_stopped_improving(tmp_path):
    train(table_net(), tmp_path, epochs=50, patience=2, delta=10.0)
    assert len(numbers(tmp_path)) == 3  # the first counts as the best, two do not improve on it


def test_early_stopping_remembers_the_epochs_before_a_break(tmp_path, monkeypatch):
    options = {"epochs": 50, "patience": 3, "delta": 10.0}
    break_off(monkeypatch, table_net(), tmp_path, at=2, **options)
    train(table_net(), tmp_path, **options)
    assert len(numbers(tmp_path)) == 4


def test_a_training_that_was_killed_after_it_had_stopped_is_not_trained_further(tmp_path):
    train(table_net(), tmp_path, epochs=50, patience=2, delta=10.0)
    (tmp_path / WEIGHTS).unlink()
    train(table_net(seed=6), tmp_path, epochs=50, patience=2, delta=10.0)
    assert len(numbers(tmp_path)) == 3
    assert (tmp_path / WEIGHTS).exists()


def test_gradients_are_added_up_before_a_step(tmp_path):
    def moved(**options) -> float:
        net = table_net()
        before = weights(net)
        train(net, tmp_path / str(options), epochs=1, validate=False, **options)
        return max(float(np.abs(a - b).max()) for a, b in zip(weights(net), before, strict=True))

    # five batches an epoch: one step of five gradients, and none where six are needed
    assert moved(accumulate=5) > 0
    assert moved(accumulate=6) == 0


def test_long_gradients_are_shortened(tmp_path):
    class Plain(keras.optimizers.SGD):
        pass

    def moved(clip: float | None) -> float:
        net = table_net()
        made = stage(net)
        made.make_optimizer = lambda schedule: Plain(1.0)
        before = weights(net)
        train, _ = loaders()
        once = Loader(train.read, 10, batch=10, seed=1, shuffle=False)
        options = {"monitor": "validation_loss", "mode": "min", "patience": None, "delta": 0.0, "accumulate": 1}
        where = {"precision": "full", "accelerator": "cpu", "devices": 1, "loggers": []}
        fit(made, once, None, tmp_path / str(clip), epochs=1, clip=clip, **options, **where)
        return float(np.sqrt(sum(((a - b) ** 2).sum() for a, b in zip(weights(net), before, strict=True))))

    assert moved(None) > 0.02
    assert moved(0.01) == pytest.approx(0.01, rel=1e-3)


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
def test_mixed_precision_computes_in_half_and_keeps_the_weights_whole(precision, tmp_path):
    net = table_net()
    train(net, tmp_path, epochs=15, precision=precision)
    found = numbers(tmp_path)
    assert found["train_loss"].iloc[-1] < 0.8 * found["train_loss"].iloc[0]
    assert {str(keras.backend.standardize_dtype(weight.dtype)) for weight in net.weights} == {"float32"}
    assert {layer.compute_dtype for layer in net.trunk.blocks[0].layers} == {"float32"}
    full = table_net()
    train(full, tmp_path / "full", epochs=15)
    assert any((a != b).any() for a, b in zip(weights(net), weights(full), strict=True))


def test_predictions_do_not_depend_on_the_chunk(tmp_path):
    net, every = image_net(), records(9)
    frame = pd.DataFrame(index=range(9))

    def encode(part: pd.DataFrame, facts: object) -> dict[str, np.ndarray]:
        return {"photo": every["photo"][part.index]}

    run = partial(decode, net, frame, encode, {}, accelerator="cpu")
    whole, cut = run(chunk=64)["kind"]["probabilities"], run(chunk=4)["kind"]["probabilities"]
    assert whole.shape == (9, 2)
    np.testing.assert_allclose(whole, cut, atol=1e-6)


def test_a_run_without_weights_says_how_to_get_them(tmp_path):
    with pytest.raises(SystemExit, match=r"holds no finished training: run `python train\.py --run"):
        restore(table_net(), tmp_path)


def test_the_curves_can_be_watched_in_tensorboard(tmp_path):
    train(table_net(), tmp_path, epochs=2, loggers=[tensorboard(tmp_path)])
    events = EventAccumulator(str(tmp_path / "tensorboard"))
    events.Reload()
    curve = [point.tensor_proto.float_val[0] for point in events.Tensors("validation_loss")]
    np.testing.assert_allclose(curve, numbers(tmp_path)["validation_loss"], rtol=1e-6)

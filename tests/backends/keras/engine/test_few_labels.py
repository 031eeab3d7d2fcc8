"""Pseudo-labels, mean teacher and MixMatch: what a step reads, what it changes, and a training that is taken up."""

from __future__ import annotations

from functools import partial
from typing import Any

import keras
import numpy as np
import pytest
from keras import ops
from networks import FACTS, Net, image_net, records, scores, weights

from scic.backends.components.augment.crop.keras import Crop
from scic.backends.components.method.mean_teacher.keras import MeanTeacher
from scic.backends.components.method.mixmatch.keras import Mixmatch, sharpen
from scic.backends.components.method.pseudo_label.keras import PseudoLabel
from scic.backends.components.optimizer.adamw.keras import adamw
from scic.backends.components.schedule.cosine.keras import cosine
from scic.backends.keras import progress
from scic.backends.keras.augmentation import Augmentation
from scic.backends.keras.loaders import Loader, Together
from scic.backends.keras.training import fit

Batch = dict[str, Any]

STAGE: dict[str, Any] = {
    "scores": {"kind": (scores, "kind")},
    "facts": FACTS,
    "optimizer": partial(adamw, lr=1e-2, weight_decay=1e-2, betas=(0.9, 0.999)),
    "schedule": partial(cosine, warmup=0.1, final=0.0),
    "seed": 1,
    "weight": 2.0,
    "ramp": 0.0,
    "epochs": 3,
}
FIT: dict[str, Any] = {
    "monitor": "validation_loss", "mode": "min", "patience": None, "delta": 0.0, "clip": None, "accumulate": 1,
    "precision": "full", "accelerator": "cpu", "devices": 1, "loggers": [],
}  # fmt: skip


def net(seed: int = 0) -> Net:
    made = image_net(seed)
    made.inputs, made.shares = ("photo", "categories"), {"kind": 1.0}
    return made


def options(given: dict[str, Any]) -> dict[str, Any]:
    return STAGE | {"augment": Augmentation([Crop({"photo": "image"}, padding=0.1)], [], ["kind"])} | given


def pseudo_label(model: Any, **given: Any) -> PseudoLabel:
    return PseudoLabel(model, threshold=0.5, warmup=0.0, **options(given))


def mean_teacher(model: Any, **given: Any) -> MeanTeacher:
    return MeanTeacher(model, student=net(1), decay=0.9, **options(given))


def mixmatch(model: Any, **given: Any) -> Mixmatch:
    return Mixmatch(model, guesses=2, temperature=0.5, alpha=0.75, **options(given))


METHODS = [pseudo_label, mean_teacher, mixmatch]


def batches(kind: int | None = -1) -> dict[str, Batch]:
    """Labelled records, and unlabelled ones with something else, or nothing, in the place of their targets."""
    unlabelled = records(10, seed=2)
    unlabelled |= {"kind": np.full(10, kind)}
    if kind is None:
        unlabelled.pop("kind")
    both = {"labelled": records(6, seed=1), "unlabelled": unlabelled}
    return {
        name: {key: ops.convert_to_tensor(value) for key, value in batch.items() if key != "numeric"}
        for name, batch in both.items()
    }


def objective(method: Any, batch: dict[str, Batch], epoch: int = 0, **given: Any) -> float:
    stage = method(net(), **given)
    stage.reseed(epoch)
    return float(ops.convert_to_numpy(stage.objective(batch, True)))


@pytest.mark.parametrize("method", METHODS)
def test_the_targets_of_unlabelled_records_are_never_read(method: Any) -> None:
    found = [objective(method, batches(kind)) for kind in (-1, 77, None)]
    assert np.isfinite(found[0])
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("method", METHODS)
def test_unlabelled_records_are_learnt_from_as_their_weight_rises(method: Any) -> None:
    other = batches()
    other["unlabelled"]["photo"] = 1 - other["unlabelled"]["photo"]
    assert objective(method, batches()) != objective(method, other)
    rising = [objective(method, batches(), epoch, ramp=1.0, epochs=4) for epoch in (0, 2)]
    without = [objective(method, batches(), epoch, weight=0.0, epochs=4) for epoch in (0, 2)]
    assert rising[0] == pytest.approx(without[0], rel=0.02)
    assert rising[1] > without[1]


def test_gradients_change_the_student_alone() -> None:
    stage = mean_teacher(net())
    assert {id(v) for v in stage.trainable_variables} == {id(v) for v in stage.student.trainable_variables}
    assert not stage.model.trainable_variables


def test_the_teacher_is_the_moving_average_of_the_student() -> None:
    stage = mean_teacher(net())
    for one, other in zip(weights(stage.model), weights(stage.student), strict=True):
        np.testing.assert_array_equal(one, other)
    mean: list[np.ndarray] = []
    for step in range(5):
        for variable in stage.student.trainable_variables:
            variable.assign(variable + keras.random.normal(variable.shape, seed=step))
        student = [ops.convert_to_numpy(variable.value) for variable in stage.student.trainable_variables]
        stage.objective(batches(), True)
        share = min(0.9, 1 - 1 / (step + 1))
        before = mean or student
        mean = [share * old + (1 - share) * new for old, new in zip(before, student, strict=True)]
    for found, expected in zip(stage.means, mean, strict=True):
        np.testing.assert_allclose(ops.convert_to_numpy(found.value), expected, rtol=1e-4, atol=1e-5)


def test_the_teacher_measures_its_own_statistics() -> None:
    stage = mean_teacher(net())
    measured = [v for v in stage.model.non_trainable_variables if v.name == "moving_mean"]
    before = [ops.convert_to_numpy(v.value) for v in measured]
    stage.objective(batches(), True)
    assert measured
    assert not any(np.array_equal(ops.convert_to_numpy(v.value), old) for v, old in zip(measured, before, strict=True))


def test_sharpening_by_the_formula() -> None:
    given = np.random.default_rng(0).dirichlet(np.ones(5), size=7).astype(np.float32)
    found = ops.convert_to_numpy(sharpen(ops.convert_to_tensor(given), 0.5))
    np.testing.assert_allclose(found, given**2 / (given**2).sum(axis=1, keepdims=True), rtol=1e-5)


def test_mixing_by_the_formula() -> None:
    stage = mixmatch(net())
    batch = {name: ops.convert_to_tensor(value) for name, value in records(50, seed=5).items()}
    labels = ops.one_hot(batch["kind"], 2)
    stage.reseed(3)
    share = keras.random.beta((50,), 0.75, 0.75, seed=stage.drawn)
    order = ops.convert_to_numpy(keras.random.shuffle(ops.arange(50), seed=stage.drawn))
    share = ops.convert_to_numpy(ops.maximum(share, 1 - share))
    stage.reseed(3)
    found, mixed = stage.mix({name: batch[name] for name in ("photo", "categories")}, labels)
    for mine, given in ((found["photo"], batch["photo"]), (mixed, labels)):
        first, second = (ops.convert_to_numpy(given)[rows] for rows in (slice(None), order))
        large = share.reshape(-1, *[1] * (first.ndim - 1))
        np.testing.assert_allclose(
            ops.convert_to_numpy(mine), large * first + (1 - large) * second, rtol=1e-4, atol=1e-5
        )
    np.testing.assert_array_equal(ops.convert_to_numpy(found["categories"]), records(50, seed=5)["categories"])


def together() -> Together:
    every = {name: value for name, value in records(60, seed=4).items() if name != "numeric"}
    few, many = (
        Loader(
            lambda rows, at=at: {name: value[at + rows] for name, value in every.items()},
            count,
            batch=8,
            seed=1,
            shuffle=True,
        )
        for at, count in ((0, 12), (12, 48))
    )
    return Together(labelled=few, unlabelled=many)


@pytest.mark.parametrize("method", METHODS)
def test_broken_off_it_ends_as_if_nothing_had_happened(method: Any, tmp_path: Any, monkeypatch: Any) -> None:
    """The weight has risen, the student has moved on, the teacher follows: all of it is in the checkpoint."""

    def train(model: Net, name: str) -> None:
        fit(method(model, ramp=0.5), together(), None, tmp_path / name, epochs=3, **FIT)

    whole, broken, again = net(), net(), net(7)
    train(whole, "whole")
    begin = progress.Epoch.on_epoch_begin

    def killed(self: Any, epoch: int, logs: Any = None) -> None:
        if epoch == 2:
            raise KeyboardInterrupt
        begin(self, epoch, logs)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(progress.Epoch, "on_epoch_begin", killed)
        train(broken, "broken")
    train(again, "broken")
    for one, other in zip(weights(whole), weights(again), strict=True):
        np.testing.assert_array_equal(one, other)
    assert whole.trainable_variables, "the next stage would find nothing to learn"


@pytest.mark.parametrize("method", METHODS)
def test_a_training_moves_what_is_handed_on(method: Any, tmp_path: Any) -> None:
    model = net()
    before = weights(model)
    fit(method(model), together(), None, tmp_path, epochs=2, **FIT)
    after = weights(model)
    assert any(not np.array_equal(one, other) for one, other in zip(before, after, strict=True))
    assert all(np.isfinite(value).all() for value in after)

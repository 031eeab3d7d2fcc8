"""A generator on Keras: the network of PyTorch, and a step in which each of the two learns from the other."""

from __future__ import annotations

import copy
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import torch
from equivalence import array, copy_weights, scatter, tensors, trained
from torch import nn

from scic.backends.components.method.gan import keras as on_keras
from scic.backends.components.method.gan import pytorch as on_pytorch
from scic.backends.components.model.dcgan import keras as dcgan_keras
from scic.backends.components.model.dcgan import pytorch as dcgan_pytorch
from scic.backends.components.optimizer.adam.keras import adam
from scic.backends.components.schedule.constant.keras import constant
from scic.backends.components.task.generation import keras as generation_keras
from scic.backends.components.task.generation import pytorch as generation_pytorch
from scic.backends.components.task.generation import shared as scores
from scic.backends.keras.latent_input import LatentInput as KerasLatentInput
from scic.backends.pytorch.latent_input import LatentInput

SIZE, WIDTH = 5, 4


def facts(space: tuple[int, int]) -> dict[str, Any]:
    return {"size": list(space), "channels": 2, "mean": [3.0, -1.0], "std": [2.0, 0.5], "rank": 2}


class Net(keras.Model):
    """A generator under its head."""

    inputs = ("latent",)

    def __init__(self, space: tuple[int, int]) -> None:
        super().__init__(autocast=False)
        encoder = KerasLatentInput({"size": SIZE}, "latent")
        self.trunk = dcgan_keras.Dcgan(encoder, latent=SIZE, width=WIDTH, space=space)
        self.tasks = {"generation": generation_keras.Generation(WIDTH, facts(space), field="photo")}
        self.built = True

    @property
    def trunks(self) -> dict[str, keras.layers.Layer]:
        return {"dcgan": self.trunk}

    def call(self, batch: Any, training: bool | None = None) -> Any:
        return {"generation": self.tasks["generation"](self.trunk(batch, training=training))}


def turned(original: nn.Module, coarsest: tuple[int, int]) -> nn.Module:
    """The same network with the first layer's outputs in Keras' order: channels last."""
    other = copy.deepcopy(original)
    weight = other.get_submodule("0.grow.0").weight
    assert isinstance(weight, nn.Parameter)
    grid = weight.data.reshape(-1, *coarsest, SIZE)
    weight.data = grid.permute(1, 2, 0, 3).reshape(-1, SIZE)
    return other


@pytest.mark.parametrize(("space", "coarsest"), [((8, 8), (4, 4)), ((9, 14), (3, 4))])
def test_with_the_same_weights_both_make_the_same_pictures(space: tuple[int, int], coarsest: tuple[int, int]) -> None:
    trunk = dcgan_pytorch.Dcgan(LatentInput({"size": SIZE}, "latent"), latent=SIZE, width=WIDTH, space=space)
    original = nn.Sequential(trunk, generation_pytorch.Generation(WIDTH, facts(space), field="photo")).eval()
    scatter(original)
    network = Net(space)
    copy_weights(turned(original, coarsest), network)
    batch = {"latent": np.random.default_rng(1).standard_normal((3, SIZE)).astype(np.float32)}
    expected = array(original(tensors(batch)))
    assert expected.shape == (3, *space, 2)
    np.testing.assert_allclose(array(network(batch, training=False)["generation"]), expected, rtol=1e-4, atol=1e-4)
    assert trained(network) == trained(original)


@pytest.mark.parametrize("objective", ["logistic", "hinge"])
def test_both_judge_alike(objective: str) -> None:
    rng = np.random.default_rng(2)
    real, made = (rng.normal(size=6).astype(np.float32) for _ in range(2))
    for one, other, given in zip(
        on_keras.OBJECTIVES[objective], on_pytorch.OBJECTIVES[objective], ((real, made), (made,)), strict=True
    ):
        here = one(*map(keras.ops.convert_to_tensor, given))
        there = other(*map(torch.from_numpy, given))
        np.testing.assert_allclose(array(here), array(there), rtol=1e-5)


def test_samples_are_watched_and_the_critic_stays_behind(tmp_path: Path) -> None:
    network = Net((8, 8))
    stage = on_keras.Gan(
        network,
        scores={"generation": (scores, "photo")},
        facts={"photo": facts((8, 8))},
        optimizer=partial(adam, lr=1e-2, betas=(0.5, 0.99)),
        schedule=partial(constant, warmup=0.0),
        seed=1,
        objective="logistic",
        width=4,
        dropout=0.1,
        figures=tmp_path,
        epochs=2,
    )
    stage.compile(stage.make_optimizer(lambda lr: stage.make_schedule(lr, 10)))
    rng = np.random.default_rng(3)
    photos = rng.normal(3, 2, (6, 8, 8, 2)).astype(np.float32)
    batch = {"photo": photos, "latent": rng.standard_normal((6, SIZE)).astype(np.float32)}
    before = [array(weight) for weight in (*network.trainable_weights, *stage.critic.trainable_weights)]
    stage.train_on_batch(batch)
    after = [array(weight) for weight in (*network.trainable_weights, *stage.critic.trainable_weights)]
    assert all(not np.array_equal(old, new) for old, new in zip(before, after, strict=True))
    assert not {weight.path for weight in stage.critic.weights} & {weight.path for weight in network.weights}
    found = stage.validate([batch])
    assert found["validation_loss"] == found["validation_generation_frechet"] > 0
    stage.watch(0)
    assert (tmp_path / "growth.png").stat().st_size

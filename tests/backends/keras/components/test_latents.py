from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
from equivalence import array, copy_weights, scatter, tensors, trained
from torch import nn

from scic.backends.components.field.profile import keras as profile
from scic.backends.components.field.profile import pytorch as profile_torch
from scic.backends.components.likelihood.gaussian import keras as gaussian
from scic.backends.components.likelihood.gaussian import pytorch as gaussian_torch
from scic.backends.components.model.vae import keras as vae
from scic.backends.components.model.vae import pytorch as vae_torch
from scic.backends.components.task.reconstruction import keras as reconstruction
from scic.backends.components.task.reconstruction import pytorch as reconstruction_torch

GENES = {
    "genes": ["a", "b", "c", "d"],
    "center": [1.0, 2.0, 3.0, 0.0],
    "spread": [1.0, 1.0, 2.0, 1.0],
    "log_center": [0.5, 0.9, 1.0, 0.0],
    "log_spread": [0.3, 0.4, 0.5, 1.0],
    "whole": True,
    "fraction": "",
}
BATCH = {"cells": np.array([[0, 1, 7, 0], [2, 3, 0, 0], [1, 0, 30, 4]], dtype=np.float32)}


class Original(nn.Module):
    def __init__(self, trunk: Any, task: Any) -> None:
        super().__init__()
        self.trunk, self.task = trunk, task


class Copy(keras.Model):
    def __init__(self, trunk: Any, task: Any) -> None:
        super().__init__(autocast=False)
        self.trunk, self.task = trunk, task
        self.built = True

    def call(self, batch: Any, training: bool | None = None) -> Any:
        return self.task(self.trunk(batch, training=training))


def made(field: Any, model: Any, task: Any, likelihood: Any, joined: Any) -> Any:
    trunk = model.Vae(field.ProfileInput(GENES, "cells"), latent=2, hidden=(8, 6), dropout=0.1, input_dropout=0.2)
    head = task.Reconstruction(trunk.size, GENES, field="cells", latent=2, likelihood=likelihood.Gaussian(GENES))
    return joined(trunk, head)


@pytest.fixture(scope="module")
def pair() -> tuple[Original, Copy]:
    original = made(profile_torch, vae_torch, reconstruction_torch, gaussian_torch, Original).eval()
    scatter(original.trunk)
    copy = made(profile, vae, reconstruction, gaussian, Copy)
    copy_weights(original.trunk, copy.trunk)
    copy_weights(original.task.head, copy.task.head)
    return original, copy


def test_with_the_same_weights_both_frameworks_give_the_same_latents_and_values(pair: tuple[Original, Copy]) -> None:
    original, copy = pair
    expected = array(original.task(original.trunk(tensors(BATCH))))
    given = copy(BATCH, training=False)
    np.testing.assert_allclose(array(given), expected, rtol=1e-4, atol=1e-4)
    assert trained(copy) == trained(original)
    assert len({weight.path for weight in copy.weights}) == len(copy.weights)
    decoded = copy.task.decode(given)
    assert decoded["latents"].shape == (3, 2)
    assert decoded["values"].shape == (3, 4)


def test_with_the_same_weights_the_posterior_and_the_loss_are_the_same(pair: tuple[Original, Copy]) -> None:
    original, copy = pair
    batch = tensors(BATCH)
    given = {"cells": keras.ops.convert_to_tensor(BATCH["cells"])}
    there = original.trunk.posterior(original.trunk.inputs(batch))
    here = copy.trunk.posterior(copy.trunk.inputs(given), False)
    for one, other in zip(here, there, strict=True):
        np.testing.assert_allclose(array(one), array(other), rtol=1e-4, atol=1e-4)
    loss = original.task.loss(original.task(original.trunk(batch)), batch)
    np.testing.assert_allclose(array(copy.task.loss(copy(given, training=False), given)), array(loss), rtol=1e-4)

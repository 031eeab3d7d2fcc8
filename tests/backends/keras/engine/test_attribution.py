"""Explanations are those of PyTorch for the same weights, and leave the network alone."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import torch
from equivalence import copy_weights, scatter, tensors
from networks import CNN, FACTS, KIND, MLP, TABLE, image_net, records, table_net, weights
from torch import nn

from scic.backends.components.field.image.pytorch import ImageInput
from scic.backends.components.interpret.embed import keras as embed
from scic.backends.components.interpret.embed import pytorch as embed_torch
from scic.backends.components.interpret.grad_cam import keras as grad_cam
from scic.backends.components.interpret.grad_cam import pytorch as grad_cam_torch
from scic.backends.components.interpret.integrated_gradients import keras as integrated_gradients
from scic.backends.components.interpret.integrated_gradients import pytorch as integrated_gradients_torch
from scic.backends.components.interpret.occlusion import keras as occlusion
from scic.backends.components.interpret.occlusion import pytorch as occlusion_torch
from scic.backends.components.interpret.saliency import keras as saliency
from scic.backends.components.interpret.saliency import pytorch as saliency_torch
from scic.backends.components.interpret.smoothgrad import keras as smoothgrad
from scic.backends.components.model.cnn.pytorch import Cnn
from scic.backends.components.model.mlp.pytorch import Mlp
from scic.backends.components.task.classification.pytorch import Classification
from scic.backends.pytorch.table_input import TableInput

PLAIN = {"task": "kind", "chunk": 3, "sanity": False, "shuffles": 2}
CASES: list[tuple[Any, Any, dict[str, Any]]] = [
    (saliency, saliency_torch, {}),
    (integrated_gradients, integrated_gradients_torch, {"steps": 24, "baseline": "mean"}),
    (integrated_gradients, integrated_gradients_torch, {"steps": 24, "baseline": "zero"}),
    (occlusion, occlusion_torch, {"window": None, "stride": None, "baseline": "zero"}),
]
ON_IMAGES: list[tuple[Any, Any, dict[str, Any]]] = [
    *CASES,
    (occlusion, occlusion_torch, {"window": (5, 3), "stride": (4, 2), "baseline": "mean"}),
    (grad_cam, grad_cam_torch, {"layer": "block1"}),
    (grad_cam, grad_cam_torch, {"layer": "block2"}),
]
EVERY = [
    (saliency, {}),
    (smoothgrad, {"samples": 4, "noise": 0.15}),
    (integrated_gradients, {"steps": 6, "baseline": "mean"}),
    (occlusion, {"window": (4, 4), "stride": None, "baseline": "mean"}),
    (grad_cam, {"layer": "block2"}),
]


class TorchNet(nn.Module):
    """The same network in PyTorch."""

    def __init__(self, trunk: Any) -> None:
        super().__init__()
        self.trunk = trunk
        head = Classification(trunk.size, KIND, field="kind", losses=[], class_weights=None)
        self.tasks = nn.ModuleDict({"kind": head})

    @property
    def trunks(self) -> dict[str, Any]:
        return {"net": self.trunk}

    @property
    def layers(self) -> dict[str, nn.Module]:
        return dict(self.trunk.layers)

    def encode(self, batch: Any) -> dict[str, Any]:
        return {"net": self.trunk.inputs(batch)}

    def represent(self, encoded: Any) -> Any:
        return self.trunk.represent(encoded["net"])

    def heads(self, representation: Any) -> dict[str, Any]:
        return {name: task(representation) for name, task in self.tasks.items()}


def pair(kind: str) -> tuple[TorchNet, Any, dict[str, np.ndarray]]:
    """A network in both frameworks, and records."""
    torch.manual_seed(0)
    if kind == "table":
        original, copy = TorchNet(Mlp(TableInput(TABLE), **MLP)), table_net()
    else:
        original, copy = TorchNet(Cnn(ImageInput(FACTS["photo"], "photo"), **CNN)), image_net()
    scatter(original)
    copy_weights(original, copy)
    return original.eval(), copy, records(7)


def assert_alike(original: Any, copy: Any, kind: str, settings: dict[str, Any]) -> None:
    theirs, ours, batch = pair(kind)
    expected = original.explain(theirs, tensors(batch), **PLAIN | settings)
    found = copy.explain(ours, batch, **PLAIN | settings)
    assert set(found) == set(expected)
    for name, values in expected.items():
        np.testing.assert_allclose(found[name], values, rtol=1e-3, atol=1e-4 * max(1.0, np.abs(values).max()))
    assert np.abs(found["net"]).max() > 0


@pytest.mark.parametrize(("copy", "original", "settings"), CASES)
def test_a_table_is_explained_as_in_pytorch(copy, original, settings):
    assert_alike(original, copy, "table", settings)


@pytest.mark.parametrize(("copy", "original", "settings"), ON_IMAGES)
def test_a_picture_is_explained_as_in_pytorch(copy, original, settings):
    assert_alike(original, copy, "image", settings)


def test_a_hidden_layer_is_read_as_in_pytorch():
    theirs, ours, batch = pair("image")
    for layer in ("block1", "features"):
        expected = embed_torch.read_layer(theirs, tensors(batch), layer, 3)
        np.testing.assert_allclose(embed.read_layer(ours, batch, layer, 3), expected, atol=1e-4)


def test_smoothgrad_without_noise_is_saliency():
    _, net, batch = pair("image")
    noisy = smoothgrad.explain(net, batch, **PLAIN, samples=2, noise=0.0)["net"]
    np.testing.assert_allclose(noisy, saliency.explain(net, batch, **PLAIN)["net"], rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(("explanation", "settings"), EVERY)
def test_an_explanation_repeats_and_the_network_is_left_as_it_was(explanation, settings):
    _, net, batch = pair("image")
    before = weights(net)
    once, again = (explanation.explain(net, batch, **PLAIN | {"sanity": True} | settings) for _ in range(2))
    for first, second in zip(before, weights(net), strict=True):
        np.testing.assert_array_equal(first, second)
    for name, values in once.items():
        np.testing.assert_allclose(values, again[name], rtol=1e-5, atol=1e-6)
    assert -1 <= once["sanity"] < 0.9


def test_contributions_sum_to_the_difference_of_the_outputs():
    _, net, batch = pair("table")
    found = integrated_gradients.explain(net, batch, **PLAIN, steps=200, baseline="mean")
    empty = {"net": keras.ops.zeros((7, 5))}
    outputs, start = (
        keras.ops.convert_to_numpy(net.heads(net.represent(encoded, False))["kind"])
        for encoded in (net.encode(batch), empty)
    )
    chosen = outputs.argmax(axis=1)
    difference = (outputs - start)[np.arange(7), chosen]
    np.testing.assert_allclose(found["net"].sum(axis=1), difference, atol=0.02 * np.abs(difference).max())


@pytest.mark.parametrize("explanation", [grad_cam, embed])
def test_an_unknown_layer_is_answered_with_those_there_are(explanation):
    _, net, batch = pair("image")
    with pytest.raises(ValueError, match="no layer `block9`: expected one of block1, block2, features"):
        if explanation is embed:
            embed.read_layer(net, batch, "block9", 4)
        else:
            grad_cam.explain(net, batch, **PLAIN, layer="block9")


def test_grad_cam_refuses_a_layer_without_a_map():
    _, net, batch = pair("image")
    with pytest.raises(ValueError, match="layer `features` gives no map"):
        grad_cam.explain(net, batch, **PLAIN, layer="features")

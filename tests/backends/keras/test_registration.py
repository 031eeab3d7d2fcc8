"""Registration on Keras: the same numbers as in PyTorch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import torch
from equivalence import array, assert_exported_for_any_number, copy_weights, scatter, tensors, trained
from gradients import gradient

from scic.backends.components.field.image.keras import ImageInput
from scic.backends.components.field.image.pytorch import ImageInput as OriginalImage
from scic.backends.components.loss.mse.keras import mse
from scic.backends.components.loss.mse.pytorch import mse as original_mse
from scic.backends.components.model.voxelmorph.component import Voxelmorph as Component
from scic.backends.components.model.voxelmorph.keras import Voxelmorph
from scic.backends.components.model.voxelmorph.pytorch import Voxelmorph as Original
from scic.backends.components.task.registration.keras import Registration
from scic.backends.components.task.registration.pytorch import Registration as OriginalTask
from scic.backends.keras.pair_input import PairInput
from scic.backends.pytorch.pair_input import PairInput as OriginalInput
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.ports import Displacement, Image, Map, Pair, Volume

SETTINGS: dict[str, Any] = {"depth": 2, "width": 4, "convolutions": 1, "normalization": None}
SPACES = [(17, 24), (9, 12, 16)]
spaces = pytest.mark.parametrize("space", SPACES, ids=str)


def facts(space: tuple[int, ...]) -> dict[str, Any]:
    return {"size": list(space), "channels": 2, "mean": [3.0, -1.0], "std": [2.0, 0.5], "rank": len(space)}


def pictures(space: tuple[int, ...], count: int = 3) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    return {name: rng.normal(size=(count, *space, 2)).astype("float32") for name in ("moving", "fixed")}


def made(*sizes: tuple[int, ...], **settings: Any) -> Voxelmorph:
    keras.utils.set_random_seed(0)
    inputs = PairInput([ImageInput(facts(size), name) for size, name in zip(sizes, ("moving", "fixed"), strict=True)])
    return Voxelmorph(inputs, **{**SETTINGS, "squarings": 3, **settings})


def copied(space: tuple[int, ...], **settings: Any) -> tuple[Original, Voxelmorph]:
    """A network of PyTorch that moves pictures by some pixels, and one of Keras with its weights."""
    torch.manual_seed(0)
    inputs = OriginalInput([OriginalImage(facts(space), name) for name in ("moving", "fixed")])
    original = Original(inputs, **{**SETTINGS, "squarings": 3, **settings})
    scatter(original)
    torch.nn.init.normal_(original.velocity.weight, std=0.2)
    copy = made(space, space, **settings)
    copy_weights(original, copy)
    return original.eval(), copy


@spaces
@pytest.mark.parametrize("settings", [{}, {"squarings": 0, "normalization": "batch"}], ids=["followed", "at once"])
def test_the_same_weights_move_pictures_alike(space: tuple[int, ...], settings: dict[str, Any]) -> None:
    original, copy = copied(space, **settings)
    batch = pictures(space)
    with torch.no_grad():
        expected = array(original(tensors(batch)), channels_first=True)
    found = array(copy(batch))
    assert np.abs(expected[..., 2:]).max() > 1
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-3)
    assert trained(copy) == trained(original)
    assert len({weight.path for weight in copy.weights}) == len(copy.weights)


@spaces
def test_an_untrained_network_leaves_the_picture_where_it_is(space: tuple[int, ...]) -> None:
    batch, network = pictures(space), made(space, space)
    found = array(network(batch))
    np.testing.assert_allclose(found[..., :2], array(network.inputs(batch))[..., :2], rtol=0, atol=1e-2)
    assert np.abs(found[..., 2:]).max() < 1e-2


@spaces
def test_ports_are_what_the_network_gives(space: tuple[int, ...]) -> None:
    network, batch = made(space, space), pictures(space)
    port = Pair(*[(Image if len(space) == 2 else Volume)(space, 2)] * 2)
    component = Component(**SETTINGS)
    seen = network.activations(network.inputs(batch))
    layers = component.layers(port)
    assert [layer.name for layer in layers] == list(seen)
    for layer in layers[:-1]:
        assert isinstance(layer.port, Map)
        assert seen[layer.name].shape[-1] == layer.port.channels
    assert component.gives(port) == Displacement(len(space)) == layers[-1].port
    assert seen["features"].shape == (3, *space, network.size)


def test_a_network_is_exported_for_any_number_of_pictures(tmp_path: Path) -> None:
    space = (16, 24)
    _, network = copied(space)
    assert_exported_for_any_number(network, pictures(space, 5), 2, tmp_path / "voxelmorph.onnx")


def test_pictures_of_two_sizes_are_refused() -> None:
    with pytest.raises(DataError, match="`moving` is 16x16 pixels and `fixed` is 16x20"):
        made((16, 16), (16, 20))


@spaces
def test_the_task_is_that_of_pytorch(space: tuple[int, ...]) -> None:
    known = {"channels": 1, "mean": [1.0], "std": [0.5]}
    size, options = 1 + len(space), {"field": "pair", "smoothness": 0.3}
    rng = np.random.default_rng(1)
    given = rng.normal(size=(2, *space, size)).astype("float32")
    batch = {"pair": rng.normal(1, 0.5, size=(2, *space, 3)).astype("float32")}
    task = Registration(size, known, losses=[(1.0, mse)], **options)
    original = OriginalTask(size, known, losses=[(1.0, original_mse)], **options)
    output, expected = task(given), original(torch.from_numpy(np.moveaxis(given, -1, 1).copy()))
    np.testing.assert_allclose(array(output), array(expected), rtol=1e-5)
    assert float(task.loss(output, batch)) == pytest.approx(float(original.loss(expected, tensors(batch))), rel=1e-5)
    np.testing.assert_allclose(array(task.explained(output)), array(original.explained(expected)), rtol=1e-5)
    np.testing.assert_array_equal(task.truth(batch), original.truth(tensors(batch)))
    for name, answer in original.decode(expected).items():
        np.testing.assert_allclose(task.decode(output)[name], answer, rtol=1e-5)
    learnt = gradient(task.loss, array(output), batch)
    leaf = expected.detach().requires_grad_()
    original.loss(leaf, tensors(batch)).backward()
    np.testing.assert_allclose(learnt, array(leaf.grad), atol=1e-6)

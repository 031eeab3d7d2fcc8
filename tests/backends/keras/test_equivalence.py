"""One spec gives the same network in both frameworks."""

from __future__ import annotations

import importlib
from typing import Any

import keras
import numpy as np
import pytest
import torch
from equivalence import array, copy_weights, in_order, scatter, settings_of, tensors, trained
from torch import nn

from scic.compiler.catalogue.component import Model
from scic.compiler.catalogue.discovery import backends, load, names

TABLE = {
    "numeric": ["a", "b"],
    "mean": [1.0, -2.0],
    "std": [2.0, 0.0],
    "missing": [0.0, 0.5],
    "categories": {"c": ["x", "y"]},
}
CLASSES = {"classes": ["a", "b", "c"], "counts": [5, 3, 1]}
CASES: list[tuple[str, tuple[int, ...], dict[str, Any]]] = [
    ("linear", (), {}),
    ("linear", (5, 7), {}),
    ("linear", (3, 4, 5), {}),
    ("mlp", (), {"hidden": (6, 5)}),
    ("mlp", (), {"hidden": (6, 5), "normalization": None, "activation": "tanh"}),
    ("mlp", (5, 7), {"normalization": "batch", "activation": "gelu"}),
    ("mlp", (3, 4, 5), {"activation": "silu", "dropout": 0.0}),
    ("cnn", (9, 14), {"widths": (4, 6, 8)}),
    ("cnn", (9, 14), {"widths": (4, 6, 8), "pool": None, "convolutions": 1, "normalization": None}),
    ("cnn", (5, 8, 9), {"widths": (4, 8), "pool": "max", "normalization": "group", "dropout": 0.2}),
    ("cnn", (5, 8, 9), {"widths": (4, 8, 6), "pool": None}),
    ("unet", (9, 14), {"depth": 3, "width": 4}),
    ("unet", (9, 14), {"depth": 1, "width": 4, "pool": "mean", "normalization": None}),
    ("unet", (5, 8, 9), {"depth": 2, "width": 4, "normalization": "batch", "dropout": 0.2}),
    ("cnn", (3, 8, 9), {"widths": (4, 8, 6), "pool": None}),
    ("unet", (3, 8, 9), {"depth": 3, "width": 4}),
    ("resnet", (33, 40), {"depth": 18}),
    ("resnet", (17, 16), {"depth": 18, "small_images": True, "pool": None}),
]
NAMES = [f"{name}-{len(space)}d-{number}" for number, (name, space, _) in enumerate(CASES)]
SPACING = {(3, 8, 9): (4.0, 1.0, 1.0)}
"""Of the volume whose slices lie apart: its first axis is halved once in three times."""
CHANNELS = 2
FLATTENING = ("linear", "mlp")


class Joined(nn.Module):
    """A trunk under a head, of PyTorch."""

    def __init__(self, trunk: nn.Module, task: nn.Module) -> None:
        super().__init__()
        self.trunk, self.task = trunk, task

    def forward(self, batch: dict[str, torch.Tensor]) -> Any:
        return self.task(self.trunk(batch))


class JoinedKeras(keras.Model):
    """A trunk under a head, of Keras."""

    def __init__(self, trunk: keras.layers.Layer, task: keras.layers.Layer) -> None:
        super().__init__(autocast=False)
        self.trunk, self.task = trunk, task
        self.built = True

    def call(self, batch: dict[str, Any], training: bool | None = None) -> Any:
        return self.task(self.trunk(batch, training=training))


def part(kind: str, name: str, framework: str) -> Any:
    """A component's class in a framework."""
    return getattr(importlib.import_module(f"scic.backends.components.{kind}.{name}.{framework}"), name.title())


def made(name: str, space: tuple[int, ...], settings: dict[str, Any], framework: str) -> Any:
    """A network of one component with its head."""
    component = load("model", name)(**settings)
    assert isinstance(component, Model)
    chosen = {key: value for key, value in settings_of(component).items() if key not in ("inputs", "weights")}
    if space:
        facts = {"size": list(space), "channels": CHANNELS, "mean": [3.0, -1.0], "std": [2.0, 0.5], "rank": len(space)}
        facts["spacing"] = SPACING.get(space)
        module = importlib.import_module(f"scic.backends.components.field.image.{framework}")
        inputs = module.ImageInput(facts, "image")
    else:
        inputs = importlib.import_module(f"scic.backends.{framework}.table_input").TableInput(TABLE)
    trunk = part("model", name, framework)(inputs, **chosen)
    head: dict[str, Any] = {"field": "target", "losses": []}
    if space and chosen.get("pool", "flat") is None:
        task = part("task", "segmentation", framework)(trunk.size, CLASSES, space=space, **head)
    else:
        task = part("task", "classification", framework)(trunk.size, CLASSES, class_weights=None, **head)
    return (Joined if framework == "pytorch" else JoinedKeras)(trunk, task)


def records(space: tuple[int, ...], count: int = 3) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    if space:
        return {"image": rng.normal(3, 2, size=(count, *space, CHANNELS)).astype("float32")}
    numeric = rng.normal(size=(count, 2)).astype("float32")
    numeric[0] = np.nan
    return {"numeric": numeric, "categories": np.arange(count)[:, None]}


def pair(name: str, space: tuple[int, ...], settings: dict[str, Any]) -> tuple[nn.Module, keras.Model]:
    """The same network in both frameworks, with the same weights."""
    original = made(name, space, settings, "pytorch").eval()
    scatter(original)
    copy = made(name, space, settings, "keras")
    copy_weights(original, copy, (CHANNELS, *space) if space and name in FLATTENING else None)
    return original, copy


ELSEWHERE = {"dcgan", "fusion", "gat", "gcn", "lstm", "mpnn", "pixelcnn", "transformer_decoder", "vae", "voxelmorph"}
"""They read other things: compared in `test_graphs.py`, `test_sequences.py`, `test_registration.py` and others."""


def test_every_model_is_compared() -> None:
    both = {name for name in names("model") if len(backends(load("model", name))) > 1}
    assert {name for name, _, _ in CASES} | ELSEWHERE == both


@pytest.mark.parametrize(("name", "space", "settings"), CASES, ids=NAMES)
def test_with_the_same_weights_both_frameworks_predict_the_same(
    name: str, space: tuple[int, ...], settings: dict[str, Any]
) -> None:
    original, copy = pair(name, space, settings)
    batch = records(space)
    expected = array(original(tensors(batch)), channels_first=True)
    np.testing.assert_allclose(copy.predict(batch, verbose=0), expected, rtol=1e-4, atol=1e-4)
    assert trained(copy) == trained(original)
    assert len({weight.path for weight in copy.weights}) == len(copy.weights)


@pytest.mark.parametrize("depth", [34, 50, 101])
def test_a_deep_residual_network_has_as_many_parameters(depth: int) -> None:
    settings = {"depth": depth, "small_images": True}
    assert trained(made("resnet", (16, 16), settings, "keras")) == trained(
        made("resnet", (16, 16), settings, "pytorch")
    )


@pytest.mark.parametrize(("name", "space", "settings"), [case for case in CASES if case[0] != "linear"], ids=NAMES[3:])
def test_weights_begin_alike(name: str, space: tuple[int, ...], settings: dict[str, Any]) -> None:
    torch.manual_seed(0)
    keras.utils.set_random_seed(0)
    wide = {"mlp": {"hidden": (256, 256)}, "cnn": {"widths": (64, 64)}, "unet": {"depth": 1, "width": 32}}
    chosen = {**settings, **wide.get(name, {})}
    original, copy = (made(name, space, chosen, framework) for framework in ("pytorch", "keras"))
    values = [value for key, value in original.state_dict().items() if "num_batches" not in key]
    for value, weight in zip(values, in_order(copy.weights), strict=True):
        spread, other = float(value.std(correction=0)), float(keras.ops.std(weight))
        # of many numbers the spread is sure; of a few, only whether there is one
        assert other == pytest.approx(spread, rel=0.1) if value.numel() > 1000 else (other > 0) == (spread > 0), (
            weight.path
        )


@pytest.mark.parametrize("framework", ["pytorch", "keras"])
def test_running_statistics_follow_at_the_same_pace(framework: str) -> None:
    network = made("mlp", (), {"hidden": (4,), "normalization": "batch", "dropout": 0.0}, framework)
    original, _ = pair("mlp", (), {"hidden": (4,), "normalization": "batch", "dropout": 0.0})
    if framework == "keras":
        copy_weights(original, network)
    else:
        network.load_state_dict(original.state_dict())
    batch = records((), count=400)
    if framework == "keras":
        network(batch, training=True)
        after = array(network.weights[5])
    else:
        network.train()(tensors(batch))
        after = network.state_dict()["trunk.blocks.0.1.running_mean"].numpy()
    before = original.state_dict()["trunk.blocks.0.1.running_mean"]
    encoded = original.trunk.inputs(tensors(batch))
    seen = encoded @ original.trunk.blocks[0][0].weight.T
    np.testing.assert_allclose(after, (0.9 * before + 0.1 * seen.mean(dim=0)).detach(), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("space", [(9, 13), (5, 9, 7)])
@pytest.mark.parametrize("stride", [1, 2, 4])
def test_coarse_logits_are_interpolated_alike(space: tuple[int, ...], stride: int) -> None:
    original, copy = (
        part("task", "segmentation", framework)(4, CLASSES, field="mask", losses=[], space=space)
        for framework in ("pytorch", "keras")
    )
    copy_weights(original, copy)
    grid = tuple(-(-length // stride) for length in space)
    maps = np.random.default_rng(0).normal(size=(2, *grid, 4)).astype("float32")
    expected = original(torch.from_numpy(np.moveaxis(maps, -1, 1).copy()))
    np.testing.assert_allclose(array(copy(maps)), array(expected, channels_first=True), rtol=1e-4, atol=1e-5)

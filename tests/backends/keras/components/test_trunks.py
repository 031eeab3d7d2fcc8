from __future__ import annotations

import importlib
from math import ceil
from typing import Any

import keras
import numpy as np
import pytest
from equivalence import array, settings_of
from keras import ops

from scic.backends.components.field.image.keras import ImageInput
from scic.backends.keras.table_input import TableInput
from scic.backends.keras.trunk import Trunk
from scic.compiler.catalogue.component import Model
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.ports import FieldType, Image, Map, Representation, Table, Vector, Volume

TABLE = {"numeric": ["a"], "mean": [0.0], "std": [1.0], "missing": [0.5], "categories": {"c": ["x", "y"]}}
IMAGE, VOLUME = Image((8, 16), 2), Volume((8, 4, 16), 2)
# far apart along the first axis, which is halved once in three times
SLICES = Volume((4, 8, 16), 2, (4.0, 1.0, 1.0))
CASES: list[tuple[str, FieldType, dict[str, Any]]] = [
    ("linear", Table(), {}),
    ("linear", VOLUME, {}),
    ("mlp", Table(), {"hidden": (6, 5)}),
    ("mlp", IMAGE, {"normalization": "batch", "activation": "gelu"}),
    ("cnn", IMAGE, {"widths": (4, 6), "pool": None}),
    ("cnn", VOLUME, {"widths": (4, 6, 8), "pool": "max", "normalization": "group", "dropout": 0.2}),
    ("unet", IMAGE, {"depth": 3, "width": 4}),
    ("unet", VOLUME, {"depth": 2, "width": 4, "pool": "mean", "normalization": None, "dropout": 0.2}),
    ("cnn", SLICES, {"widths": (4, 6, 8), "pool": None}),
    ("unet", SLICES, {"depth": 3, "width": 4}),
    ("resnet", Image((8, 9), 2), {"small_images": True}),
    ("resnet", Image((32, 40), 1), {"depth": 50, "pool": None}),
]
NAMES = [f"{name}-{type(kind).__name__}-{number}" for number, (name, kind, _) in enumerate(CASES)]
parametrized = pytest.mark.parametrize(("name", "kind", "settings"), CASES, ids=NAMES)


def build(name: str, kind: FieldType, settings: dict[str, Any]) -> tuple[Model, Trunk, dict[str, np.ndarray]]:
    """The described and the real network, and a batch of three for it."""
    keras.utils.set_random_seed(0)
    rng = np.random.default_rng(0)
    component = load("model", name)(**settings)
    assert isinstance(component, Model)
    if isinstance(kind, Image | Volume):
        assert kind.size is not None and kind.channels is not None
        zeros, ones = [0.0] * kind.channels, [1.0] * kind.channels
        facts = {"size": list(kind.size), "channels": kind.channels, "mean": zeros, "std": ones}
        facts["spacing"] = list(kind.distances)
        inputs: Any = ImageInput(facts, "image")
        batch = {"image": rng.normal(size=(3, *kind.size, kind.channels)).astype("float32")}
    else:
        inputs = TableInput(TABLE)
        batch = {"numeric": rng.normal(size=(3, 1)).astype("float32"), "categories": np.array([[1], [2], [0]])}
    chosen = {key: value for key, value in settings_of(component).items() if key not in ("inputs", "weights")}
    network = getattr(importlib.import_module(f"scic.backends.components.model.{name}.keras"), name.title())
    return component, network(inputs, **chosen), batch


def agrees(port: Representation, value: np.ndarray, kind: FieldType) -> bool:
    """Whether an array is what the port promises."""
    if isinstance(port, Vector):
        return value.ndim == 2 and port.size in (None, value.shape[1])
    assert isinstance(port, Map) and isinstance(kind, Image | Volume) and kind.size is not None
    grid = tuple(ceil(length / stride) for length, stride in zip(kind.size, port.stride, strict=True))
    return value.shape[1:] == (*grid, port.channels)


@parametrized
def test_ports_are_what_the_network_gives(name: str, kind: FieldType, settings: dict[str, Any]) -> None:
    component, network, batch = build(name, kind, settings)
    given = array(network(batch))
    seen = {layer: array(value) for layer, value in network.activations(network.inputs(batch)).items()}
    promised = {layer.name: layer.port for layer in component.layers(kind)}
    assert list(promised) == list(seen)
    assert [layer for layer, port in promised.items() if not agrees(port, seen[layer], kind)] == []
    assert agrees(component.gives(kind), given, kind)
    assert network.size == given.shape[-1]
    np.testing.assert_array_equal(seen["features"], given)


@parametrized
def test_a_layer_can_be_replaced(name: str, kind: FieldType, settings: dict[str, Any]) -> None:
    """With its own activation nothing changes, with that of another record all that follows does."""
    _, network, batch = build(name, kind, settings)
    encoded = network.inputs(batch)
    plain = array(network.represent(encoded))
    for layer, activation in network.activations(encoded).items():
        same = network.represent(encoded, replaced={layer: activation})
        np.testing.assert_allclose(array(same), plain, rtol=1e-5, atol=1e-5)
        turned = array(network.represent(encoded, replaced={layer: ops.flip(activation, axis=0)}))
        skipped = name == "unet" and layer != "features"
        assert np.abs(turned - plain).max() > 1e-6
        if not skipped:
            np.testing.assert_allclose(turned, plain[::-1], rtol=1e-4, atol=1e-4)


@parametrized
def test_every_weight_is_there_before_the_first_batch_and_learns(
    name: str, kind: FieldType, settings: dict[str, Any]
) -> None:
    _, network, batch = build(name, kind, settings)
    target = np.random.default_rng(1).normal(size=np.shape(array(network(batch)))).astype("float32")

    class Learner(keras.Model):
        def __init__(self) -> None:
            super().__init__(autocast=False)
            self.trunk = network
            self.scale = self.add_weight(shape=(), initializer="ones", name="scale")
            self.built = True

        def call(self, data: dict[str, Any], training: bool | None = None) -> Any:
            inputs = {key: value for key, value in data.items() if key != "target"}
            return self.scale * self.trunk(inputs, training=training)

        def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, *others: Any, **more: Any) -> Any:
            return ops.sum(y_pred * x["target"])

    before = [array(weight).copy() for weight in network.trainable_weights]
    learner = Learner()
    learner.compile(keras.optimizers.SGD(0.01))
    # two steps, since residual branches begin with a factor of 0
    learner.fit({**batch, "target": target}, batch_size=3, epochs=2, verbose=0)
    after = [array(weight) for weight in network.trainable_weights]
    assert len(after) == len(before)
    idle = [
        weight.path
        for weight, old, new in zip(network.trainable_weights, before, after, strict=True)
        if np.array_equal(old, new) or not np.isfinite(new).all()
    ]
    assert idle == []


@parametrized
def test_half_precision_reaches_the_network_and_not_its_inputs(
    name: str, kind: FieldType, settings: dict[str, Any]
) -> None:
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        _, network, batch = build(name, kind, settings)
        given = network(batch)
        encoded = network.inputs(batch)
    finally:
        keras.config.set_dtype_policy("float32")
    assert keras.backend.standardize_dtype(encoded.dtype) == "float32"
    computed = "float32" if name == "linear" else "bfloat16"
    assert keras.backend.standardize_dtype(given.dtype) == computed
    assert {weight.dtype for weight in network.weights} == {"float32"}


def test_dropout_acts_in_training_alone() -> None:
    _, network, batch = build("mlp", Table(), {"dropout": 0.5})
    encoded = network.inputs(batch)
    still = array(network.represent(encoded))
    np.testing.assert_array_equal(array(network.represent(encoded, training=False)), still)
    assert (array(network.represent(encoded, training=True)) != still).any()

"""The same network in both frameworks: weights copied across, parameters counted, batches turned."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import keras
import numpy as np
import onnxruntime
import torch
from torch import nn

from scic.backends.keras.onnx_export import export_onnx
from scic.compiler.catalogue.component import Component

ONLY_IN_PYTORCH = "num_batches_tracked"
RESIDUAL = re.compile(r"(conv\d_block\d+)_(\d)_")
LAST = 9


def copy_weights(original: nn.Module, copy: keras.layers.Layer, picture: tuple[int, ...] | None = None) -> None:
    """Give a Keras layer the weights and statistics of a PyTorch module of the same structure.

    `picture` is (C, *space) where a fully connected layer comes first and reads the flattened pixels.
    """
    values = [value.numpy() for name, value in original.state_dict().items() if not name.endswith(ONLY_IN_PYTORCH)]
    weights = in_order(copy.weights)
    assert len(values) == len(weights), f"{len(values)} weights in PyTorch, {len(weights)} in Keras"
    flattened = picture is not None
    for value, weight in zip(values, weights, strict=True):
        if weight.name == "kernel":
            if flattened:
                assert picture is not None
                value = np.moveaxis(value.reshape(-1, *picture), 1, -1).reshape(len(value), -1)
                flattened = False
            # (out, in, *window), or of a transposed convolution (in, out, *window), to the other end and back to front
            value = np.moveaxis(value, (0, 1), (-1, -2))
        assert value.shape == tuple(weight.shape), weight.path
        weight.assign(value)


def in_order(weights: list[keras.Variable]) -> list[keras.Variable]:
    """The weights as PyTorch counts them: a shortcut, number 0, after the convolutions that it passes by."""
    first: dict[str, int] = {}

    def place(counted: tuple[int, keras.Variable]) -> tuple[int, int]:
        count, weight = counted
        inside = RESIDUAL.search(weight.path)
        return (first.setdefault(inside[1], count), int(inside[2]) or LAST) if inside else (count, 0)

    return [weight for _, weight in sorted(enumerate(weights), key=place)]


def settings_of(component: Component) -> dict[str, Any]:
    """The values of a component's settings, by name."""
    return {name: getattr(component, name) for name in type(component).model_fields}


def trained(network: nn.Module | keras.layers.Layer) -> int:
    """The number of trained parameters."""
    # a Keras layer on the engine of PyTorch is one of its modules as well
    if isinstance(network, keras.layers.Layer):
        return sum(int(np.prod(weight.shape)) for weight in network.trainable_weights)
    return sum(parameter.numel() for parameter in network.parameters() if parameter.requires_grad)


def scatter(module: nn.Module, seed: int = 0) -> None:
    """Set what begins at 0 or 1 to something of its own, so that each value must be copied to its place."""
    generator = torch.Generator().manual_seed(seed)
    for name, value in module.state_dict().items():
        if value.ndim == 1 and ".inputs." not in name:
            noise = torch.randn(value.shape, generator=generator)
            value.copy_(1 + noise.abs() if name.endswith("running_var") else value + 0.2 * noise)


def tensors(batch: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
    """The batch for PyTorch."""
    return {name: torch.from_numpy(values) for name, values in batch.items()}


def array(value: Any, *, channels_first: bool = False) -> np.ndarray:
    """What a network gave, as an array with channels last."""
    if isinstance(value, torch.Tensor):
        value = value.detach().cpu()
    numbers = np.asarray(value) if isinstance(value, torch.Tensor) else keras.ops.convert_to_numpy(value)
    return np.moveaxis(numbers, 1, -1) if channels_first else numbers


class Bare(keras.Model):
    """A network alone, as a model that gives its features."""

    tasks: ClassVar[dict[str, None]] = {"features": None}

    def __init__(self, network: Any) -> None:
        super().__init__()
        self.network = network
        self.built = True

    def call(self, batch: Any, training: bool | None = None) -> dict[str, Any]:
        return {"features": self.network(batch, training=training)}


def assert_exported_for_any_number(network: Any, batch: dict[str, np.ndarray], few: int, path: Path) -> None:
    """Exported on a batch, a network of Keras answers alike for the first `few` records of it."""
    model = Bare(network)
    export_onnx(model, batch, path, about={})
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    fewer = {name: values[:few] for name, values in batch.items()}
    expected = array(model(fewer)["features"])
    np.testing.assert_allclose(session.run(["features"], fewer)[0], expected, rtol=1e-3, atol=1e-4)

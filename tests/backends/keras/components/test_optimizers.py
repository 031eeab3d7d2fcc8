from __future__ import annotations

import importlib
from functools import partial
from typing import Any

import keras
import numpy as np
import pytest
import torch
from equivalence import array, settings_of

from scic.backends.components.schedule.constant.keras import constant
from scic.compiler.catalogue.discovery import load, names

CASES: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in names("optimizer")),
    ("adamw", {"lr": 0.05, "weight_decay": 0.5}),
    ("sgd", {"lr": 0.05, "weight_decay": 0.5, "nesterov": False}),
    ("sgd", {"lr": 0.05, "weight_decay": 0.5, "momentum": 0.0}),
    ("rmsprop", {"momentum": 0.9}),
]


def made(name: str, framework: str, settings: dict[str, Any], *arguments: Any) -> Any:
    maker = getattr(importlib.import_module(f"scic.backends.components.optimizer.{name}.{framework}"), name)
    own = settings_of(load("optimizer", name)(**settings))
    return maker(*arguments, **{key: value for key, value in own.items() if key != "rates"})


@pytest.mark.parametrize(("name", "settings"), CASES)
def test_weights_move_as_in_pytorch(name: str, settings: dict[str, Any]) -> None:
    """Weights, biases and normalisations, under the same gradients, one of which is 0 throughout."""
    rng = np.random.default_rng(0)
    layers = [keras.layers.Dense(4), keras.layers.LayerNormalization()]
    layers[0].build((None, 3))
    layers[1].build((None, 4))
    variables = [weight for layer in layers for weight in layer.trainable_weights]
    start = [rng.normal(size=weight.shape).astype("float32") for weight in variables]
    parameters = [torch.nn.Parameter(torch.from_numpy(value.copy())) for value in start]
    for weight, value in zip(variables, start, strict=True):
        weight.assign(value)

    original = made(name, "pytorch", settings, parameters)
    optimizer = made(name, "keras", settings, partial(constant, steps=9, warmup=0.0))
    optimizer.build(variables)
    for _ in range(8):
        gradients = [rng.normal(size=value.shape).astype("float32") for value in start]
        gradients[0][0] = 0
        for parameter, gradient in zip(parameters, gradients, strict=True):
            parameter.grad = torch.from_numpy(gradient.copy())
        original.step()
        optimizer.apply([keras.ops.convert_to_tensor(gradient) for gradient in gradients], variables)
    for weight, parameter in zip(variables, parameters, strict=True):
        np.testing.assert_allclose(array(weight.value), array(parameter), rtol=1e-4, atol=1e-5)

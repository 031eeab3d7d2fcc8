"""Fully connected layers."""

from __future__ import annotations

from typing import Any

from keras import layers

from scic.backends.keras.initialization import uniform


def dense(given: int, width: int, name: str, **options: Any) -> layers.Dense:
    """A layer of (..., given) to (..., width) whose weights and biases begin evenly spread, as PyTorch's do."""
    start = uniform(given)
    return layers.Dense(width, kernel_initializer=start, bias_initializer=start, name=name, **options)


def placewise(given: int, width: int, name: str, activation: str | None = None) -> layers.Layer:
    """A layer from (B, L, given) to (B, L, width), its weights made."""
    layer = dense(given, width, name, activation=activation)
    layer.build((None, None, given))
    return layer

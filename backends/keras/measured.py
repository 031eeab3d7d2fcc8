"""Numbers that were measured on the training records and belong to the network."""

from __future__ import annotations

from collections.abc import Sequence

import keras
import numpy as np

from scic.backends.keras.tensor import Tensor


def measured(layer: keras.layers.Layer, name: str, values: Sequence[float]) -> keras.Variable:
    """Keep numbers as a weight of the layer that is saved with it and not trained."""
    numbers = np.asarray(values, dtype="float32")

    def given(shape: tuple[int, ...], dtype: str) -> Tensor:
        return keras.ops.convert_to_tensor(numbers, dtype=dtype)

    return layer.add_weight(name=name, shape=numbers.shape, initializer=given, trainable=False, autocast=False)


def divisors(spreads: Sequence[float]) -> list[float]:
    """The spreads to divide by, 1 for what is constant and has none."""
    return [spread if spread > 0 else 1.0 for spread in spreads]

"""Generation: head and decoding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
import numpy as np
from keras import layers, ops

from scic.backends.keras.convolution import CONVOLUTION
from scic.backends.keras.initialization import uniform
from scic.backends.keras.measured import divisors, measured
from scic.backends.keras.tensor import Batch, Tensor


class Generation(keras.layers.Layer):
    """Makes pictures of maps (B, *space, size) on the grid of their pixels.

    The head works in units of the true pictures' spread about their mean, as `standardised` gives them; what `call`
    gives is in the unit of the pictures. There is no head where the network's pictures are `finished`. `field` is the
    true picture, (B, *space, C).
    """

    def __init__(self, size: int, facts: Mapping[str, Any], *, field: str, finished: bool = False) -> None:
        # pictures keep full precision, whatever precision the network has
        super().__init__(dtype="float32")
        self.field = field
        self.channels = int(facts["channels"])
        self.head = layers.Identity(name="head") if finished else _head(size, self.channels, len(facts["size"]))
        with keras.name_scope(self.name):
            self.head.build((None, *[None] * len(facts["size"]), size))
        self.mean = measured(self, "mean", facts["mean"])
        self.spread = measured(self, "spread", divisors(facts["std"]))
        self.built = True

    def call(self, representation: Tensor) -> Tensor:
        """The pictures (B, *space, C) in the unit of the true ones."""
        return self.head(representation) * self.spread + self.mean

    def real(self, batch: Batch) -> Tensor:
        """The true pictures of a batch, (B, *space, C)."""
        return batch[self.field]

    def standardised(self, pictures: Tensor) -> Tensor:
        """Pictures (B, *space, C) as a network reads them, in units of their spread about their mean."""
        return (pictures - self.mean) / self.spread

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The `pictures`, float32 (B, *space, C)."""
        return {"pictures": ops.convert_to_numpy(output)}


def _head(size: int, channels: int, rank: int) -> keras.layers.Layer:
    start = uniform(size * 3**rank)
    return CONVOLUTION[rank](
        channels,
        kernel_size=3,
        padding="same",
        kernel_initializer=start,
        bias_initializer=start,
        dtype="float32",
        name="head",
    )

"""A multilayer perceptron."""

from __future__ import annotations

from collections.abc import Sequence

import keras
from keras import layers, ops

from scic.backends.keras.encoder import Encoder
from scic.backends.keras.initialization import rectified
from scic.backends.keras.normalization import batch_normalization, layer_normalization
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish, Trunk

NORMALIZATIONS = {"batch": batch_normalization, "layer": layer_normalization}
GAINS = {"tanh": 25 / 9}
"""The squared factor that keeps the variance, where it is not that of a rectifier."""


class Mlp(Trunk):
    """Fully connected layers over a table or the flattened pixels of a picture: gives vectors (B, size)."""

    def __init__(
        self,
        inputs: Encoder,
        *,
        hidden: Sequence[int],
        dropout: float,
        activation: str,
        normalization: str | None,
    ) -> None:
        super().__init__(inputs)
        self.size = hidden[-1]
        self.width = inputs.size
        self.blocks = []
        before = inputs.size
        for number, width in enumerate(hidden, start=1):
            linear = layers.Dense(
                width,
                # batch normalisation takes away what a bias would add
                use_bias=normalization != "batch",
                kernel_initializer=rectified(GAINS[activation]) if activation in GAINS else rectified(),
                name="linear",
            )
            normal = [NORMALIZATIONS[normalization]()] if normalization else []
            nonlinear = [layers.Activation(activation, name=activation), layers.Dropout(dropout, name="dropout")]
            block = keras.Sequential([linear, *normal, *nonlinear], name=f"block{number}")
            with keras.name_scope(self.name):
                block.build((None, before))
            self.blocks.append(block)
            before = width

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The representation of an encoded input."""
        vector = ops.reshape(encoded, (-1, self.width))
        for block in self.blocks:
            vector = publish(block.name, block(vector, training=training))
        return publish("features", vector)

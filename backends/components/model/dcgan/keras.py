"""The generator of a DCGAN."""

from __future__ import annotations

from collections.abc import Sequence

import keras
from keras import layers

from scic.backends.keras.initialization import uniform
from scic.backends.keras.latent_input import LatentInput
from scic.backends.keras.normalization import batch_normalization
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish, Trunk
from scic.backends.shared.grids import halved


class Dcgan(Trunk):
    """Random vectors (B, latent) become maps (B, height, width, width).

    The grid is doubled again and again (Radford et al. 2015) up to `space`, the size of the pictures; what that
    gives too much is cut off.
    """

    def __init__(self, inputs: LatentInput, *, latent: int, width: int, space: Sequence[int]) -> None:
        super().__init__(inputs)
        self.size = width
        self.space = tuple(space)
        *coarser, coarsest = halved(self.space)
        channels = width * 2 ** len(coarser)
        stack: list[keras.layers.Layer] = [
            layers.Dense(
                channels * coarsest[0] * coarsest[1], use_bias=False, kernel_initializer=uniform(latent), name="start"
            ),
            layers.Reshape((*coarsest, channels)),
            batch_normalization("normalization0"),
            layers.ReLU(),
        ]
        for number, _ in enumerate(coarser, start=1):
            channels //= 2
            finer = layers.Conv2DTranspose(
                channels,
                kernel_size=4,
                strides=2,
                padding="same",
                use_bias=False,
                # every place of the finer grid is made of four coarse ones
                kernel_initializer=uniform(channels * 16),
                name=f"finer{number}",
            )
            stack += [finer, batch_normalization(f"normalization{number}"), layers.ReLU()]
        with keras.name_scope(self.name):
            self.grow = keras.Sequential(stack, name="grow")
            self.grow.build((None, latent))

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The map on the grid of the pictures."""
        height, width = self.space
        return publish("features", self.grow(encoded, training=training)[:, :height, :width])

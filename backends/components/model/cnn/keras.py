"""A plain convolutional network."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import keras

from scic.backends.components.field.image.keras import ImageInput
from scic.backends.keras.convolution import convolution_block
from scic.backends.keras.pooling import global_pool
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish, Trunk
from scic.backends.shared.halving import halvings


class Cnn(Trunk):
    """Blocks of convolutions, each on a grid half as fine as the one before, coarse axes of a volume waiting.

    Gives vectors (B, size), or without `pool` maps (B, *coarsest space, size), rounded up.
    """

    def __init__(
        self,
        inputs: ImageInput,
        *,
        widths: Sequence[int],
        convolutions: int,
        normalization: str | None,
        dropout: float,
        pool: str | None,
    ) -> None:
        super().__init__(inputs)
        self.size = widths[-1]
        self.pool = pool
        # the first block sees every pixel
        halved = [None, *halvings(inputs.spacing, len(widths) - 1)]
        steps = zip(halved, pairwise((inputs.channels, *widths)), strict=True)
        with keras.name_scope(self.name):
            self.blocks = [
                convolution_block(
                    f"block{number}",
                    channels,
                    width,
                    rank=inputs.rank,
                    convolutions=convolutions,
                    normalization=normalization,
                    dropout=dropout,
                    halving=factors,
                )
                for number, (factors, (channels, width)) in enumerate(steps, start=1)
            ]

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The representation of an encoded input."""
        maps = encoded
        for block in self.blocks:
            maps = publish(block.name, block(maps, training=training))
        return publish("features", global_pool(maps, self.pool))

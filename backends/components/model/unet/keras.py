"""A U-Net for images and volumes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from math import prod
from typing import Any

import keras
from keras import ops

from scic.backends.components.field.image.keras import ImageInput
from scic.backends.keras.convolution import TRANSPOSED, convolution_block
from scic.backends.keras.initialization import uniform
from scic.backends.keras.pooling import global_pool
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish, Trunk
from scic.backends.shared.halving import halvings, strides


class Up(keras.layers.Layer):
    """A step up: the grid finer by a factor for each axis, joined with the map of the same grid on the way down."""

    def __init__(
        self,
        name: str,
        channels: int,
        width: int,
        *,
        factors: tuple[int, ...],
        convolutions: int,
        normalization: str | None,
        dropout: float,
    ) -> None:
        super().__init__(name=name)
        rank = len(factors)
        # every place of the finer grid is made of one coarse place, in a kernel of 2x2(x2) where all axes are halved
        start = partial(uniform, width * prod(factors))
        self.finer = TRANSPOSED[rank](
            width,
            kernel_size=factors,
            strides=factors,
            kernel_initializer=start(),
            bias_initializer=start(),
            name="finer",
        )
        with keras.name_scope(name):
            self.finer.build((None, *[None] * rank, channels))
            self.block = convolution_block(
                "block",
                2 * width,
                width,
                rank=rank,
                convolutions=convolutions,
                normalization=normalization,
                dropout=dropout,
            )
        self.built = True

    def call(self, maps: Tensor, skip: Tensor, training: bool | None = None) -> Tensor:
        """(B, *space, channels) and (B, *finer space, width) to (B, *finer space, width)."""
        return self.block(ops.concatenate([skip, self.finer(maps)], axis=-1), training=training)


class Unet(Trunk):
    """A path down to coarse maps, a path up to fine ones, joined at every grid (Ronneberger et al. 2015).

    A step down halves the grid, but along no axis of a volume whose places lie twice as far apart as others do.
    Gives maps (B, *space, size) on the grid of the input, whatever its size; with `pool`, vectors (B, size).
    """

    def __init__(
        self,
        inputs: ImageInput,
        *,
        depth: int,
        width: int,
        convolutions: int,
        normalization: str | None,
        dropout: float,
        pool: str | None,
    ) -> None:
        super().__init__(inputs)
        self.size = width
        self.pool = pool
        widths = [width * 2**level for level in range(depth + 1)]
        factors = halvings(inputs.spacing, depth)
        self.multiples = strides(inputs.spacing, depth)
        options: dict[str, Any] = {
            "convolutions": convolutions,
            "normalization": normalization,
            "dropout": dropout,
        }
        names = [*(f"block{number}" for number in range(1, depth)), "neck"]
        with keras.name_scope(self.name):
            self.stem = convolution_block("stem", inputs.channels, width, rank=inputs.rank, **options)
            self.down = [
                convolution_block(name, finer, coarser, rank=inputs.rank, halving=each, **options)
                for name, each, (finer, coarser) in zip(names, factors, pairwise(widths), strict=True)
            ]
            self.up = [
                Up(f"block{2 * depth - 1 - level}", widths[level + 1], widths[level], factors=factors[level], **options)
                for level in reversed(range(depth))
            ]

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The representation of an encoded input."""
        return publish("features", global_pool(self.maps(encoded, publish, training), self.pool))

    def maps(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The finest maps, (B, *space, width)."""
        space = tuple(encoded.shape[1:-1])
        maps = publish("stem", self.stem(extended(encoded, self.multiples), training=training))
        skips = []
        for down in self.down:
            skips.append(maps)
            maps = publish(down.name, down(maps, training=training))
        for up in self.up:
            maps = publish(up.name, up(maps, skips.pop(), training=training))
        return maps[(slice(None), *(slice(length) for length in space))]


def extended(maps: Tensor, multiples: Sequence[int]) -> Tensor:
    """Repeat the last places until each side is a multiple of what the levels divide it by."""
    for axis, (length, multiple) in enumerate(zip(maps.shape[1:-1], multiples, strict=True), start=1):
        if missing := -length % multiple:
            last = ops.take(maps, [length - 1], axis=axis)
            maps = ops.concatenate([maps, ops.repeat(last, missing, axis=axis)], axis=axis)
    return maps

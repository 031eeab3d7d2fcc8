"""PixelCNN."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log, sqrt
from typing import Any

import keras
from keras import layers, ops

from scic.backends.keras.initialization import uniform
from scic.backends.keras.latent_input import LatentInput
from scic.backends.keras.loops import while_loop
from scic.backends.keras.measured import measured
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish, Trunk


class Pixelcnn(Trunk):
    """Random numbers (B, n), one for each value, become pictures (B, height, width, C), value by value.

    The distribution of a value, over `levels` steps from the lowest to the highest of `values`, hangs on the values
    above it and on those to its left (van den Oord et al. 2016, section 3). The channels of a pixel lie beside each
    other, so that each knows those before it. Pictures are given in units of the spread in `target` about its mean.
    """

    def __init__(
        self,
        inputs: LatentInput,
        *,
        values: Sequence[float],
        levels: int,
        width: int,
        blocks: int,
        space: Sequence[int],
        target: Mapping[str, Any],
    ) -> None:
        super().__init__(inputs)
        self.size = self.channels = int(target["channels"])
        self.space = tuple(space)
        self.low, self.high = values
        self.levels = levels
        self.mean = measured(self, "mean", target["mean"])
        self.spread = measured(self, "spread", target["std"])
        with keras.name_scope(self.name):
            self.first = convolution(1, width, 7, "first", sees_itself=False)
            self.blocks = [Block(width, name=f"block{number}") for number in range(1, blocks + 1)]
            self.wider = convolution(width, width, 1, "wider")
            self.last = convolution(width, levels, 1, "last")

    def surprise(self, pictures: Tensor) -> Tensor:
        """The bits that a value of the pictures (B, height, width, C) costs, in the mean; in their own unit."""
        height, width = self.space
        steps = ops.round((pictures - self.low) / (self.high - self.low) * (self.levels - 1))
        steps = ops.clip(ops.reshape(steps, (-1, height, width * self.channels)), 0, self.levels - 1)
        costs = keras.losses.sparse_categorical_crossentropy(steps, self.scores(steps), from_logits=True)
        return ops.mean(costs) / log(2)

    def scores(self, steps: Tensor) -> Tensor:
        """The logits (B, rows, columns, levels) of every value, of the steps (B, rows, columns) before it."""
        maps = self.first(steps[..., None] / (self.levels - 1) - 0.5)
        for block in self.blocks:
            maps = block(maps)
        # full precision, whatever the network has: small shares are to be told apart
        return ops.cast(self.last(ops.relu(self.wider(ops.relu(maps)))), "float32")

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """Draw the pictures: where a random number lies in the normal distribution picks the value."""
        height, width = self.space
        shares = ops.reshape(0.5 * (1 + ops.erf(encoded / sqrt(2))), (-1, height, width * self.channels, 1))

        def draw(steps: Tensor, _: Tensor, shares: Tensor) -> tuple[Tensor, Tensor, Tensor]:
            likely = ops.cumsum(ops.softmax(self.scores(steps)), axis=-1)
            drawn = ops.sum(ops.cast(likely[..., :-1] < shares, "float32"), axis=-1)
            return drawn, ops.any(drawn != steps), shares

        # every round draws all values at once, after those of the round before (Song et al. 2021): the first value is
        # right after one round, one more after each, and all are when nothing changes, mostly long before the last one
        start = (ops.zeros_like(shares[..., 0]), True, shares)
        steps, _, _ = while_loop(lambda _, changed, __: changed, draw, start, most=encoded.shape[1], layer=self)
        pictures = steps / (self.levels - 1) * (self.high - self.low) + self.low
        return (ops.reshape(pictures, (-1, height, width, self.channels)) - self.mean) / self.spread


class MaskedConvolution(layers.Conv2D):
    """A convolution that sees the rows above, the places to the left and, where it `sees_itself`, its own place."""

    def __init__(self, width: int, kernel_size: int, *, sees_itself: bool, **options: Any) -> None:
        super().__init__(width, kernel_size, **options)
        self.seen = kernel_size**2 // 2 + sees_itself

    def convolution_op(self, inputs: Tensor, kernel: Tensor) -> Tensor:
        """Convolve maps (B, height, width, C)."""
        rows, columns = self.kernel_size
        # in the order of reading, what it sees comes first
        mask = ops.reshape(ops.arange(0, rows * columns) < self.seen, (rows, columns, 1, 1))
        return super().convolution_op(inputs, kernel * ops.cast(mask, kernel.dtype))


class Block(layers.Layer):
    """A residual block: narrower, a masked convolution, as wide as before (figure 5 of the paper)."""

    def __init__(self, width: int, *, name: str) -> None:
        super().__init__(name=name)
        half = max(width // 2, 1)
        with keras.name_scope(name):
            self.narrower = convolution(width, half, 1, "narrower")
            self.masked = convolution(half, half, 3, "masked", sees_itself=True)
            self.wider = convolution(half, width, 1, "wider")
        self.built = True

    def call(self, maps: Tensor) -> Tensor:
        """The maps (B, height, width, C), and what the block adds to them."""
        return maps + self.wider(ops.relu(self.masked(ops.relu(self.narrower(ops.relu(maps))))))


def convolution(given: int, width: int, kernel_size: int, name: str, *, sees_itself: bool = True) -> layers.Layer:
    """A masked convolution of maps (B, height, width, given) to `width` channels, its weights made.

    One that reads a single place, and sees it, is an ordinary one.
    """
    start = uniform(given * kernel_size**2)
    layer = MaskedConvolution(
        width,
        kernel_size,
        sees_itself=sees_itself,
        padding="same",
        kernel_initializer=start,
        bias_initializer=start,
        name=name,
    )
    layer.build((None, None, None, given))
    return layer

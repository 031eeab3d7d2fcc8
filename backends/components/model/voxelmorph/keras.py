"""A network that registers one picture to another."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import keras
from keras import ops
from keras.initializers import RandomNormal

from scic.backends.components.model.unet.keras import Unet
from scic.backends.keras.convolution import CONVOLUTION
from scic.backends.keras.pair_input import PairInput
from scic.backends.keras.spatial import positions
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish

START = 1e-5
"""Deviation of the first weights of the velocity: training begins with a picture that stays where it is."""


class Voxelmorph(Unet):
    """A U-Net over a moving and a fixed picture, and the motion that it finds (Balakrishnan et al. 2019).

    Gives (B, *space, size): the channels of the moving picture, each of its pixels taken from where the displacement
    points, then the displacement along each axis, in pixels.
    """

    def __init__(
        self,
        inputs: PairInput,
        *,
        depth: int,
        width: int,
        convolutions: int,
        normalization: str | None,
        squarings: int,
    ) -> None:
        super().__init__(
            inputs,
            depth=depth,
            width=width,
            convolutions=convolutions,
            normalization=normalization,
            dropout=0.0,
            pool=None,
        )
        self.squarings = squarings
        self.moved = inputs.parts[0].channels
        self.size = self.moved + inputs.rank
        self.velocity = CONVOLUTION[inputs.rank](
            inputs.rank,
            kernel_size=3,
            padding="same",
            kernel_initializer=RandomNormal(stddev=START),
            dtype="float32",  # a place has no room in half precision
            name="velocity",
        )
        with keras.name_scope(self.name):
            self.velocity.build((None, *[None] * inputs.rank, width))

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The moved picture and its displacement."""
        displacement = self.followed(self.velocity(self.maps(encoded, publish, training)))
        moved = warp(encoded[..., : self.moved], displacement)
        return publish("features", ops.concatenate([moved, displacement], axis=-1))

    def followed(self, velocity: Tensor) -> Tensor:
        """The displacement after one unit of time: a small step, doubled again and again (Dalca et al. 2018)."""
        displacement = velocity / 2**self.squarings
        for _ in range(self.squarings):
            displacement = displacement + warp(displacement, displacement)
        return displacement


def warp(maps: Tensor, displacement: Tensor) -> Tensor:
    """Maps (B, *space, C), each value taken from where the displacement (B, *space, rank), in pixels, points.

    Values are interpolated linearly; beyond the border the maps are mirrored. `ops.image.map_coordinates` would do the
    same one channel after the other, and no engine writes it as ONNX.
    """
    *space, channels = maps.shape[1:]
    places, rank = prod(space), len(space)
    where = ops.reshape(mirrored(positions(tuple(space)) + displacement, space), (-1, places, rank))
    before = ops.floor(where)
    # the records lie one behind the other
    index = ops.cumsum(ops.ones_like(where[:, :1, 0], dtype="int32"), axis=0) - 1
    for axis, length in enumerate(space):
        index = index * length + ops.cast(before[..., axis], "int32")
        # beside each value, what comes after it along the axis
        maps = ops.concatenate([maps, after(maps, axis + 1, length)], axis=-1)
    near = ops.take(ops.reshape(maps, (-1, 2**rank * channels)), ops.reshape(index, (-1,)), axis=0)
    share = ops.reshape(where - before, (-1, rank))
    for axis in reversed(range(rank)):
        here, beyond = ops.split(near, 2, axis=-1)
        near = here + share[:, axis : axis + 1] * (beyond - here)
    return ops.reshape(near, (-1, *space, channels))


def after(maps: Tensor, axis: int, length: int) -> Tensor:
    """The next value along an axis in the place of each; the last is its own next."""
    _, rest = ops.split(maps, [1], axis=axis)
    _, last = ops.split(maps, [length - 1], axis=axis)
    return ops.concatenate([rest, last], axis=axis)


def mirrored(where: Tensor, space: Sequence[int]) -> Tensor:
    """Positions (B, *space, rank) in pixels, those beyond the border mirrored at the outer edge of its pixels."""
    lengths = ops.convert_to_tensor(space, dtype="float32")
    beside = where + 0.5
    beside = beside - 2 * lengths * ops.floor(beside / (2 * lengths))
    beside = ops.minimum(beside, 2 * lengths - beside) - 0.5
    return ops.maximum(ops.minimum(beside, lengths - 1), 0)

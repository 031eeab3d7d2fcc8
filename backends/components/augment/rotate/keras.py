"""Random rotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import pi

import keras
from keras import ops

from scic.backends.keras.change import Change
from scic.backends.keras.spatial import by_record, extent, look_up, positions
from scic.backends.keras.tensor import Batch


class Rotate(Change):
    """Turns each record by a random angle, in degrees, about the middle of the plane of the last two axes.

    What turns in from beyond the border is mirrored, in masks too.
    """

    def __init__(self, fields: Mapping[str, str], *, degrees: Sequence[float]) -> None:
        super().__init__(fields)
        self.low, self.high = degrees

    def call(self, batch: Batch) -> Batch:
        """The batch with its records turned, counter-clockwise for positive angles."""
        count, space = extent(batch, self.fields)
        middle = ops.convert_to_tensor([(length - 1) / 2 for length in space], dtype="float32")
        *rest, down, right = ops.unstack((positions(space) - middle)[None], axis=-1)
        degrees = keras.random.uniform((count,), self.low, self.high, seed=self.seed)
        angle = by_record(degrees * (pi / 180), down)
        # each pixel looks where it came from, so the turn is the opposite one; rows count downwards
        turned_down = ops.cos(angle) * down + ops.sin(angle) * right
        turned_right = ops.cos(angle) * right - ops.sin(angle) * down
        axes = [ops.broadcast_to(axis, ops.shape(turned_down)) for axis in rest]
        where = ops.stack([*axes, turned_down, turned_right], axis=-1) + middle
        return look_up(batch, self.fields, where)

"""Random holes."""

from __future__ import annotations

from collections.abc import Mapping

import keras
from keras import ops

from scic.backends.keras.change import Change
from scic.backends.keras.spatial import along, extent, moved
from scic.backends.keras.tensor import Batch


class Cutout(Change):
    """Covers a box in some of the images with their mean colour (DeVries & Taylor 2017).

    `size` is the side of the box as a share of each side of the image; it may lie partly outside. Masks stay
    as they are: the network is to tell what is hidden from what surrounds it.
    """

    def __init__(self, fields: Mapping[str, str], *, size: float, probability: float) -> None:
        super().__init__({name: kind for name, kind in fields.items() if kind == "image"})
        self.size = size
        self.probability = probability

    def call(self, batch: Batch) -> Batch:
        """The batch with boxes in its images covered."""
        count, space = extent(batch, self.fields)
        rank = len(space)
        covered = keras.random.uniform((count, *[1] * (rank + 1)), seed=self.seed) < self.probability
        for axis, length in enumerate(space, start=1):
            side = max(1, round(self.size * length))
            first = keras.random.randint((count, 1), 0, length, seed=self.seed) - side // 2
            place = ops.arange(length, dtype="int32")
            inside = ops.logical_and(place >= first, place < first + side)
            covered = ops.logical_and(covered, along(inside, axis, rank + 2))
        cut = dict(batch)
        for name, value in moved(batch, self.fields).items():
            colour = ops.mean(value, axis=tuple(range(1, rank + 1)), keepdims=True)
            cut[name] = ops.where(covered, colour, value)
        return cut

"""Random mirror images."""

from __future__ import annotations

from collections.abc import Mapping

import keras
from keras import ops

from scic.backends.keras.change import Change
from scic.backends.keras.spatial import by_record, extent, moved
from scic.backends.keras.tensor import Batch

LAST_AXES = {"horizontal": (1,), "vertical": (2,), "both": (1, 2)}
"""Axes of the space, counted from the last; `all` stands for every one."""


class Flip(Change):
    """Mirrors each record along each of the axes, each with a probability."""

    def __init__(self, fields: Mapping[str, str], *, axes: str, probability: float) -> None:
        super().__init__(fields)
        self.axes = axes
        self.probability = probability

    def call(self, batch: Batch) -> Batch:
        """The batch with some records mirrored."""
        count, space = extent(batch, self.fields)
        flipped = dict(batch)
        for axis in self.mirrored(len(space)):
            chosen = keras.random.uniform((count,), seed=self.seed) < self.probability
            for name, value in moved(flipped, self.fields).items():
                flipped[name] = ops.where(by_record(chosen, value), ops.flip(value, axis), value)
        return flipped

    def mirrored(self, rank: int) -> list[int]:
        """The axes of a batch that are mirrored."""
        if self.axes == "all":
            return list(range(1, rank + 1))
        return [rank + 1 - last for last in LAST_AXES[self.axes]]

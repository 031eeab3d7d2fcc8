"""Random quarter turns."""

from __future__ import annotations

import keras
from keras import ops

from scic.backends.keras.change import Change
from scic.backends.keras.spatial import by_record, extent, moved
from scic.backends.keras.tensor import Batch


class Rotate90(Change):
    """Turns each record by 0, 90, 180 or 270 degrees in the plane of the last two axes.

    Where that plane is no square, only by 0 or 180. No pixel is interpolated.
    """

    def call(self, batch: Batch) -> Batch:
        """The batch with its records turned."""
        count, space = extent(batch, self.fields)
        possible = (0, 1, 2, 3) if space[-1] == space[-2] else (0, 2)
        turns = keras.random.randint((count,), 0, len(possible), seed=self.seed)
        plane = (len(space) - 1, len(space))
        turned = dict(batch)
        for name, value in moved(batch, self.fields).items():
            for place, quarters in enumerate(possible[1:], start=1):
                chosen = by_record(ops.equal(turns, place), value)
                turned[name] = ops.where(chosen, ops.rot90(value, quarters, plane), turned[name])
        return turned

"""Random crops of the size of the image."""

from __future__ import annotations

from collections.abc import Mapping

import keras
from keras import ops

from scic.backends.keras.change import Change
from scic.backends.keras.spatial import along, extent, moved
from scic.backends.keras.tensor import Batch


class Crop(Change):
    """Pads each record by a share of its size on every side and crops it back at a random place.

    The padding mirrors the record at its border, so masks need no class for what lies beyond.
    """

    def __init__(self, fields: Mapping[str, str], *, padding: float) -> None:
        super().__init__(fields)
        self.padding = padding

    def call(self, batch: Batch) -> Batch:
        """The batch with its records shifted."""
        count, space = extent(batch, self.fields)
        cropped = dict(batch)
        for axis, length in enumerate(space, start=1):
            reach = min(round(self.padding * length), length - 1)
            shift = keras.random.randint((count, 1), -reach, reach + 1, seed=self.seed)
            place = ops.abs(ops.arange(length, dtype="int32") + shift)
            mirrored = length - 1 - ops.abs(length - 1 - place)
            for name, value in moved(cropped, self.fields).items():
                cropped[name] = ops.take_along_axis(value, along(mirrored, axis, len(value.shape)), axis=axis)
        return cropped

"""What every random change of a training batch has in common."""

from __future__ import annotations

from collections.abc import Mapping

import keras

from scic.backends.keras.tensor import Batch


class Change(keras.layers.Layer):
    """Changes the images and masks of a batch, each record in its own way.

    `fields` maps a key of the batch to `image`, (B, *space, C), or `mask`, (B, *space). What is drawn depends on
    `seed`, which belongs to the state that a training saves and takes up again.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(autocast=False)
        self.fields = dict(fields)
        self.seed = keras.random.SeedGenerator()
        self.built = True

    def call(self, batch: Batch) -> Batch:
        """The changed batch."""
        raise NotImplementedError

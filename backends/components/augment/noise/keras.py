"""Random noise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
from keras import ops

from scic.backends.keras.change import Change
from scic.backends.keras.spatial import moved
from scic.backends.keras.tensor import Batch


class Noise(Change):
    """Adds Gaussian noise to images, `deviation` times as wide as each channel of the training images. Masks stay."""

    def __init__(self, fields: Mapping[str, str], *, facts: Mapping[str, Any], deviation: float) -> None:
        super().__init__({name: kind for name, kind in fields.items() if kind == "image"})
        self.widths = {name: [deviation * spread for spread in facts[name]["std"]] for name in self.fields}

    def call(self, batch: Batch) -> Batch:
        """The batch with noise on its images."""
        noisy = dict(batch)
        for name, value in moved(batch, self.fields).items():
            drawn = keras.random.normal(ops.shape(value), dtype=value.dtype, seed=self.seed)
            noisy[name] = value + drawn * ops.convert_to_tensor(self.widths[name], dtype=value.dtype)
        return noisy

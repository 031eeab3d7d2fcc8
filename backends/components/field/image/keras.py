"""Pictures as a network computes with them."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np

from scic.backends.keras.encoder import Encoder
from scic.backends.keras.measured import divisors, measured
from scic.backends.keras.tensor import Batch, Tensor


class ImageInput(Encoder):
    """Encodes pictures (B, *space, C) of raw intensities, standardised by channel.

    `space` is (height, width), or (depth, height, width) of a volume. The mean and spread are the training
    records'. What a pretrained network saw had mean 0 and spread 1 as well, so it is given what it knows.
    `spacing` is how far apart voxels lie along each axis.
    """

    def __init__(self, facts: Mapping[str, Any], field: str) -> None:
        super().__init__()
        self.field = field
        self.names = [field]
        self.channels = int(facts["channels"])
        self.space = tuple(int(length) for length in facts["size"])
        self.rank = len(self.space)
        self.spacing: list[float] = facts.get("spacing") or [1.0] * self.rank
        self.shape = (*self.space, self.channels)
        self.size = prod(self.shape)
        self.mean = measured(self, "mean", facts["mean"])
        self.spread = measured(self, "spread", divisors(facts["std"]))

    def call(self, batch: Batch) -> Tensor:
        """The encoded pictures, (B, *space, C)."""
        return (batch[self.field] - self.mean) / self.spread

    def fold(self, attribution: np.ndarray) -> np.ndarray:
        """Sum over the channels: (B, *space, C) to (B, *space)."""
        folded: np.ndarray = attribution.sum(axis=-1)
        return folded

"""Two pictures of one grid as a network computes with them."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
from keras import ops

from scic.backends.components.field.image.keras import ImageInput
from scic.backends.keras.encoder import Encoder
from scic.backends.keras.tensor import Batch, Tensor
from scic.backends.shared.pairing import same_space


class PairInput(Encoder):
    """Encodes two pictures, each (B, *space, C) of raw intensities, as one of all their channels (B, *space, channels).

    Raises DataError where they are not of one size.
    """

    def __init__(self, parts: Sequence[ImageInput]) -> None:
        super().__init__()
        same_space({part.field: part.space for part in parts})
        fixed = parts[1]
        self.parts = list(parts)
        self.names = [part.field for part in parts]
        self.channels = sum(part.channels for part in parts)
        self.space, self.rank, self.spacing = fixed.space, fixed.rank, fixed.spacing
        self.shape = (*self.space, self.channels)
        self.size = prod(self.shape)

    def call(self, batch: Batch) -> Tensor:
        """The encoded pictures, (B, *space, channels)."""
        return ops.concatenate([part(batch) for part in self.parts], axis=-1)

    def fold(self, attribution: np.ndarray) -> np.ndarray:
        """Sum over the channels of both: (B, *space, channels) to (B, *space)."""
        folded: np.ndarray = attribution.sum(axis=-1)
        return folded

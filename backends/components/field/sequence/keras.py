"""Sequences as a network computes with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from keras import ops

from scic.backends.components.field.sequence.shared import KNOWN
from scic.backends.keras.encoder import Encoder
from scic.backends.keras.tensor import Batch, Tensor


class SequenceInput(Encoder):
    """Encodes letters, codes (B, L), as (B, L, 1 + letters): whether a place is there, and a 0/1 for each letter.

    An explanation leaves the length as it is: only letters count for something.
    """

    def __init__(self, facts: Mapping[str, Any], field: str) -> None:
        super().__init__()
        self.field = field
        self.names = [field]
        self.letters = len(facts["letters"])
        self.shape = (int(facts["length"]), 1 + self.letters)
        self.size = self.shape[0] * self.shape[1]

    def call(self, batch: Batch) -> Tensor:
        """The encoded letters, (B, L, 1 + letters)."""
        codes = ops.expand_dims(ops.cast(batch[self.field], "int32"), -1)
        letters = ops.equal(codes, np.arange(KNOWN, KNOWN + self.letters, dtype="int32"))
        return ops.cast(ops.concatenate([codes > 0, letters], axis=-1), self.dtype)

    def fold(self, attribution: np.ndarray) -> np.ndarray:
        """Sum over the letters of each place: (B, L, 1 + letters) to (B, L)."""
        folded: np.ndarray = attribution.sum(axis=2)
        return folded

    def groups(self, encoded: np.ndarray) -> np.ndarray:
        """The place that each element belongs to, (1, L, 1 + letters)."""
        places, width = encoded.shape[1:]
        return np.broadcast_to(np.arange(places)[None, :, None], (1, places, width))

    def refilled(self, encoded: np.ndarray, content: np.ndarray) -> np.ndarray:
        """The same places with the letters of `content`."""
        return np.where(np.arange(encoded.shape[2]) == 0, encoded, content)

    def present(self, encoded: np.ndarray) -> np.ndarray:
        """Where there is a letter, (B, L)."""
        return encoded[..., 0] > 0.5

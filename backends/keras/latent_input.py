"""Random vectors as a network computes with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from scic.backends.keras.encoder import Encoder
from scic.backends.keras.tensor import Batch, Tensor


class LatentInput(Encoder):
    """Passes on the random vectors (B, size) of a batch."""

    def __init__(self, facts: Mapping[str, Any], field: str) -> None:
        super().__init__()
        self.field = field
        self.size = int(facts["size"])
        self.shape = (self.size,)
        self.names = [f"{field} {number}" for number in range(1, self.size + 1)]

    def call(self, batch: Batch) -> Tensor:
        """The vectors, (B, size)."""
        return batch[self.field]

    def fold(self, attribution: np.ndarray) -> np.ndarray:
        """Each number stands for itself."""
        return attribution

"""Profiles as a network computes with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from keras import ops

from scic.backends.keras.encoder import Encoder
from scic.backends.keras.measured import measured
from scic.backends.keras.tensor import Batch, Tensor


class ProfileInput(Encoder):
    """Standardises the values of each gene, (B, genes), counts after log(1 + count)."""

    def __init__(self, facts: Mapping[str, Any], field: str) -> None:
        super().__init__()
        self.field, self.counts = field, bool(facts["whole"])
        self.names = list(facts["genes"])
        self.size = len(self.names)
        self.shape = (self.size,)
        self.center = measured(self, "center", facts["log_center"])
        self.spread = measured(self, "spread", facts["log_spread"])

    def call(self, batch: Batch) -> Tensor:
        """The standardised profiles, (B, genes)."""
        values = batch[self.field]
        return ((ops.log1p(values) if self.counts else values) - self.center) / self.spread

    def fold(self, attribution: np.ndarray) -> np.ndarray:
        """What each gene contributes: (B, genes) as it is."""
        return attribution

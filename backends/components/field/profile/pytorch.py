"""Profiles as a network computes with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from scic.backends.pytorch.encoder import Encoder


class ProfileInput(Encoder):
    """Standardises the values of each gene, (B, genes), counts after log(1 + count)."""

    center: Tensor
    spread: Tensor

    def __init__(self, facts: Mapping[str, Any], field: str) -> None:
        super().__init__()
        self.field, self.counts = field, bool(facts["whole"])
        self.names = list(facts["genes"])
        self.size = len(self.names)
        self.shape = (self.size,)
        self.register_buffer("center", torch.tensor(facts["log_center"], dtype=torch.float32))
        self.register_buffer("spread", torch.tensor(facts["log_spread"], dtype=torch.float32))

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The standardised profiles, (B, genes)."""
        values = batch[self.field]
        return ((values.log1p() if self.counts else values) - self.center) / self.spread

    def fold(self, attribution: Tensor) -> Tensor:
        """What each gene contributes: (B, genes) as it is."""
        return attribution

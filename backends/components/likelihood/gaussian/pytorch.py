"""The Gaussian likelihood."""

from __future__ import annotations

from collections.abc import Mapping
from math import log, pi
from typing import Any

import torch
from torch import Tensor, nn


class Gaussian(nn.Module):
    """Normal about the expected values, with a learnt spread of each gene in units of that of the training records."""

    center: Tensor
    unit: Tensor

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__()
        self.register_buffer("center", torch.tensor(facts["center"], dtype=torch.float32))
        self.register_buffer("unit", torch.tensor(facts["spread"], dtype=torch.float32))
        self.log_spread = nn.Parameter(torch.zeros(len(facts["genes"])))

    def forward(self, raw: Tensor) -> Tensor:
        """The expected values (B, genes) in the units of the data, of what a head gives."""
        return raw * self.unit + self.center

    def surprise(self, expected: Tensor, values: Tensor) -> Tensor:
        """The negative log-likelihood of each standardised value, (B, genes), in nats."""
        error = (values - expected) / self.unit
        # no gene is known so well that a single record could count for all
        spread = self.log_spread.clamp(-2.5, 2.5)
        return 0.5 * (error / spread.exp()).square() + spread + 0.5 * log(2 * pi)

"""The negative binomial likelihood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import logsigmoid

from scic.backends.shared.errors import DataError


class NegativeBinomial(nn.Module):
    """Counts about the expected ones, with a learnt dispersion of each gene.

    Raises DataError where the training records do not hold counts.
    """

    base: Tensor

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__()
        if not facts["whole"]:
            raise DataError(
                f"{facts['fraction']}, a negative binomial needs counts: whole numbers, none below 0",
                "read the layer that holds the counts, or use `likelihood: gaussian`",
            )
        # a head that says nothing gives the mean of the training records
        self.register_buffer("base", torch.tensor(facts["center"], dtype=torch.float32).clamp(min=1e-4).log())
        self.log_dispersion = nn.Parameter(torch.zeros(len(facts["genes"])))

    def forward(self, raw: Tensor) -> Tensor:
        """The expected counts (B, genes), of what a head gives."""
        return (raw + self.base).clamp(max=15).exp()

    def surprise(self, expected: Tensor, values: Tensor) -> Tensor:
        """The negative log-likelihood of each count, (B, genes), in nats."""
        dispersion = self.log_dispersion.clamp(-5, 8)
        logits = (expected + 1e-8).log() - dispersion
        total = dispersion.exp()
        ways = torch.lgamma(total + values) - torch.lgamma(1 + values) - torch.lgamma(total)
        return -(ways + total * logsigmoid(-logits) + values * logsigmoid(logits))

"""Reconstruction: head, likelihood and decoding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn


class Reconstruction(nn.Module):
    """Makes profiles of what a decoder gives, (B, size), whose first `latent` numbers are the latents.

    What it gives is the latents and, behind them, the expected value of each gene in the units of the data.
    """

    likelihood: Any

    def __init__(self, size: int, facts: Mapping[str, Any], *, field: str, latent: int, likelihood: nn.Module) -> None:
        super().__init__()
        self.field, self.latent = field, latent
        self.head = nn.Linear(size, len(facts["genes"]))
        self.likelihood = likelihood

    def forward(self, representation: Tensor) -> Tensor:
        """Latents and expected values, (B, latent + genes)."""
        expected = self.likelihood(self.head(representation))
        return torch.cat([representation[:, : self.latent], expected], dim=1)

    def loss(self, output: Tensor, batch: dict[str, Tensor]) -> Tensor:
        """The surprise of the records in nats, summed over the genes, the mean over a batch."""
        surprise: Tensor = self.likelihood.surprise(output[:, self.latent :], batch[self.field])
        return surprise.sum(dim=1).mean()

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The `latents` (B, latent) and the expected `values` (B, genes)."""
        numbers = output.detach().float().cpu().numpy()
        return {"latents": numbers[:, : self.latent], "values": numbers[:, self.latent :]}

    def truth(self, batch: dict[str, Tensor]) -> np.ndarray:
        """What `decode` is to be compared with: values (B, genes)."""
        return batch[self.field].cpu().numpy()

    def explained(self, output: Tensor) -> Tensor:
        """The first latent of each record, (B,)."""
        return output[:, 0]

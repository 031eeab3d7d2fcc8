"""Mixup."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn


class Mixup(nn.Module):
    """Lays every record over another of its batch, and asks for both targets (Zhang et al. 2018).

    The share of the one is drawn from Beta(alpha, alpha). Numbers and pixels are mixed; categories stay those
    of the first record.
    """

    def __init__(self, *, alpha: float) -> None:
        super().__init__()
        self.alpha = alpha

    def forward(self, batch: dict[str, Tensor], targets: Sequence[str]) -> list[tuple[float, dict[str, Tensor]]]:
        """Two batches of the same mixed inputs, each with its targets and the weight of its loss."""
        share = float(torch.distributions.Beta(self.alpha, self.alpha).sample())
        value = next(iter(batch.values()))
        order = torch.randperm(len(value), device=value.device)
        first, second = dict(batch), dict(batch)
        for name, value in batch.items():
            if name in targets:
                second[name] = value[order]
            elif value.is_floating_point():
                first[name] = second[name] = share * value + (1 - share) * value[order]
        return [(share, first), (1 - share, second)]

"""Domain adaptation by the maximum mean discrepancy."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from scic.backends.pytorch.adaptation import Adaptation


class Mmd(Adaptation):
    """One step: learn the tasks on the source, and features of one distribution in source and target (Long 2015)."""

    def __init__(self, model: nn.Module, *, strength: float, kernels: int, factor: float, **stage: Any) -> None:
        super().__init__(model, **stage)
        self.strength, self.kernels, self.factor = strength, kernels, factor

    def distance(self, source: Tensor, target: Tensor) -> Tensor:
        """The discrepancy between the features of two domains."""
        return self.strength * discrepancy(source, target, kernels=self.kernels, factor=self.factor)


def discrepancy(source: Tensor, target: Tensor, *, kernels: int, factor: float) -> Tensor:
    """The squared maximum mean discrepancy of two samples, (B, D) and (B', D): 0 where they are the same.

    k(s, s') + k(t, t') - 2 k(s, t), each averaged over all pairs (Gretton et al. 2012, equation 5). The kernel is the
    mean of Gaussians whose widths are powers of `factor` around the mean squared distance.
    """
    both = torch.cat([source, target]).float()
    squared = ((both[:, None] - both[None]) ** 2).sum(dim=2)
    middle = squared.detach().mean().clamp(min=torch.finfo(squared.dtype).tiny)
    powers = torch.arange(kernels, device=both.device) - (kernels - 1) / 2
    widths = middle * torch.pow(torch.full_like(powers, factor), powers)
    kernel = torch.exp(-squared[..., None] / widths).mean(dim=2)
    # weights that sum to 1 over the one sample and to -1 over the other make the mean over each kind of pair
    count = len(source)
    signs = torch.cat([kernel.new_full((count,), 1 / count), kernel.new_full((len(target),), -1 / len(target))])
    return signs @ kernel @ signs

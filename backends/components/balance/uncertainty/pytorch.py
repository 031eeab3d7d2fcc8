"""The weights of several tasks, learnt from their uncertainty."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn


class Uncertainty(nn.Module):
    """Divides the loss of each task by its variance, which is learnt as a logarithm (Kendall, Gal & Cipolla 2018).

    The sum of exp(-s) * loss + s / 2 over the tasks, s = log of the variance: the negative logarithm of a likelihood,
    up to a constant, of classes as of numbers.
    """

    def __init__(self, tasks: Sequence[str], *, start: float) -> None:
        super().__init__()
        self.tasks = tuple(tasks)
        self.log_variance = nn.Parameter(torch.full((len(tasks),), start))

    def forward(self, losses: dict[str, Tensor]) -> Tensor:
        """One number of the losses of the tasks."""
        each = torch.stack([losses[task] for task in self.tasks])
        return (torch.exp(-self.log_variance) * each + self.log_variance / 2).sum()

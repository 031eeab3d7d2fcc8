"""SimCLR: learn features without labels, by telling records apart."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from scic.backends.pytorch.augmentation import Augmentation
from scic.backends.pytorch.pooling import as_vectors
from scic.backends.pytorch.self_supervised import SelfSupervised
from scic.backends.pytorch.stage import Batch


class Simclr(SelfSupervised):
    """One step: make two views of each record, and pull them together among those of all others (Chen et al. 2020).

    The loss reads a projection of the features, which stays behind: what it throws away, such as the place of an
    object, the features keep.
    """

    def __init__(
        self, model: nn.Module, *, views: Augmentation, temperature: float, projection: int, **stage: Any
    ) -> None:
        super().__init__(model, **stage)
        self.views, self.temperature = views, temperature
        size = self.model.size
        self.project = nn.Sequential(nn.Linear(size, size), nn.ReLU(), nn.Linear(size, projection))

    def objective(self, batch: Batch) -> Tensor:
        """The contrastive loss of a batch."""
        batch = self.augment.change(batch)
        one, two = (self.project(self.represent(self.views.change(batch))) for _ in range(2))
        return nt_xent(one, two, temperature=self.temperature)

    def represent(self, batch: Batch) -> Tensor:
        """The features of a batch, a vector a record (B, size)."""
        return as_vectors(self.model.features(batch))


def nt_xent(one: Tensor, two: Tensor, *, temperature: float) -> Tensor:
    """How badly each of two views (B, D) is found by the other among the views of all records.

    The cosines of all pairs, divided by `temperature`, are the logits of a choice: of the 2B - 1 other views the
    right one is that of the same record (Chen et al. 2020, equation 1).
    """
    views = functional.normalize(torch.cat([one, two]).float(), dim=1)
    itself = torch.eye(len(views), dtype=torch.bool, device=views.device)
    logits = (views @ views.T / temperature).masked_fill(itself, -torch.inf)
    partner = torch.arange(len(views), device=views.device).roll(len(one))
    return functional.cross_entropy(logits, partner)

"""Rotation prediction: learn features without labels, by telling how a picture is turned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from scic.backends.components.method.rotation.turns import quarters
from scic.backends.pytorch.pooling import as_vectors
from scic.backends.pytorch.self_supervised import SelfSupervised
from scic.backends.pytorch.stage import Batch


class Rotation(SelfSupervised):
    """One step: show every picture in all its turns, and ask for each which one it is (Gidaris et al. 2018).

    `pictures` are the fields that are turned, all of a record alike. The head that answers stays behind.
    """

    def __init__(self, model: nn.Module, *, pictures: Sequence[str], **stage: Any) -> None:
        super().__init__(model, **stage)
        self.pictures = tuple(pictures)
        self.quarters = quarters(self.facts, pictures)
        self.head = nn.Linear(self.model.size, len(self.quarters))

    def objective(self, batch: Batch) -> Tensor:
        """The cross entropy of the turns of a batch."""
        turned, turns = self.turned(self.augment.change(batch))
        return functional.cross_entropy(self.head(as_vectors(self.model.features(turned))), turns)

    def turned(self, batch: Batch) -> tuple[Batch, Tensor]:
        """The batch once for every turn, one after the other, and which turn each record has."""
        turned = {name: torch.cat([value] * len(self.quarters)) for name, value in batch.items()}
        for name in self.pictures:
            # channels are last; a volume is turned about its first axis
            turned[name] = torch.cat([batch[name].rot90(quarter, (-3, -2)) for quarter in self.quarters])
        first = batch[self.pictures[0]]
        turns = torch.arange(len(self.quarters), device=first.device)
        return turned, turns.repeat_interleave(len(first))

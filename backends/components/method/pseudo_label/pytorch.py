"""Pseudo-labels: confident predictions on unlabelled records become their targets."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from scic.backends.pytorch.stage import Batch, Stage
from scic.backends.shared.ramp import straight_rise


class PseudoLabel(Stage):
    """Learn labelled records, and unlabelled ones with what the network is sure of for their targets (Lee 2013).

    D.-H. Lee, Pseudo-label: the simple and efficient semi-supervised learning method for deep neural networks, 2013.
    """

    def __init__(
        self, model: Any, *, threshold: float, weight: float, warmup: float, ramp: float, epochs: int, **stage: Any
    ) -> None:
        super().__init__(model, **stage)
        self.threshold, self.weight = threshold, weight
        self.warmup, self.ramp, self.epochs = warmup, ramp, epochs

    def objective(self, batch: dict[str, Batch]) -> Tensor:
        """L = loss(labels) + alpha(t) loss(pseudo-labels): equation 15 of the paper."""
        alpha = self.weight * straight_rise(self.current_epoch, self.epochs, warmup=self.warmup, ramp=self.ramp)
        labelled, unlabelled = batch["labelled"], batch["unlabelled"]
        return self.supervise(labelled) + alpha * self.supervise(unlabelled | self.pseudo_labels(unlabelled))

    @torch.no_grad()
    def pseudo_labels(self, batch: Batch) -> Batch:
        """What the network predicts of records as they are, by the key of the target; missing where it is not sure."""
        outputs = self.model(batch)
        return {
            target: self.model.tasks[task].confident(outputs[task], self.threshold)
            for task, (_, target) in self.scores.items()
        }

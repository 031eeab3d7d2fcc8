"""Pseudo-labels: confident predictions on unlabelled records become their targets."""

from __future__ import annotations

from typing import Any

import keras

from scic.backends.keras.semi_supervised import SemiSupervised
from scic.backends.keras.tensor import Batch, Tensor
from scic.backends.shared.ramp import straight_rise


class PseudoLabel(SemiSupervised):
    """Learn labelled records, and unlabelled ones with what the network is sure of for their targets (Lee 2013).

    D.-H. Lee, Pseudo-label: the simple and efficient semi-supervised learning method for deep neural networks, 2013.
    """

    def __init__(
        self,
        model: keras.Model,
        *,
        threshold: float,
        weight: float,
        warmup: float,
        ramp: float,
        epochs: int,
        **stage: Any,
    ) -> None:
        super().__init__(model, weight=weight, epochs=epochs, **stage)
        self.threshold, self.warmup, self.ramp = threshold, warmup, ramp

    def rise(self, epoch: int) -> float:
        """Equation 16 of the paper."""
        return straight_rise(epoch, self.epochs, warmup=self.warmup, ramp=self.ramp)

    def objective(self, batch: dict[str, Batch], training: bool | None) -> Tensor:
        """L = loss(labels) + alpha(t) loss(pseudo-labels): equation 15; `counts` is alpha(t)."""
        labelled, unlabelled = batch["labelled"], batch["unlabelled"]
        guessed = unlabelled | self.pseudo_labels(unlabelled, training)
        return self.supervise(labelled, training) + self.counts * self.supervise(guessed, training)

    def pseudo_labels(self, batch: Batch, training: bool | None) -> Batch:
        """What the network predicts of records as they are, by the key of the target; missing where it is not sure."""
        outputs = self.model(batch, training=training)
        return {
            target: self.model.tasks[task].confident(outputs[task], self.threshold)
            for task, (_, target) in self.scores.items()
        }

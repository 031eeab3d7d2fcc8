"""Supervised learning: minimise the tasks' losses on labelled records."""

from __future__ import annotations

from torch import Tensor

from scic.backends.pytorch.stage import Batch, Stage


class Supervised(Stage):
    """One step: predict, compare with the labels, follow the gradient of the loss."""

    def training_step(self, batch: Batch, index: int) -> Tensor:
        """The mean loss of a batch; augmentation may turn one batch into several weighted ones."""
        loss = sum(weight * self.model.loss(self.model(part), part) for weight, part in self.augment(batch))
        assert isinstance(loss, Tensor)
        self.add("train_loss", loss, len(next(iter(batch.values()))))
        return loss

"""Supervised learning: minimise the tasks' losses on labelled records."""

from __future__ import annotations

from torch import Tensor

from scic.backends.pytorch.stage import Batch, Stage


class Supervised(Stage):
    """One step: predict, compare with the labels, follow the gradient of the loss."""

    def objective(self, batch: Batch) -> Tensor:
        """The mean loss of a batch."""
        return self.supervise(batch)

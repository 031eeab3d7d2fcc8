"""Supervised learning: minimise the tasks' losses on labelled records."""

from __future__ import annotations

from scic.backends.keras.stage import Stage
from scic.backends.keras.tensor import Batch, Tensor


class Supervised(Stage):
    """One step: predict, compare with the labels, follow the gradient of the loss."""

    def objective(self, batch: Batch, training: bool | None) -> Tensor:
        """The mean loss of a batch."""
        return self.supervise(batch, training)

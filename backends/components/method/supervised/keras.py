"""Supervised learning: minimise the tasks' losses on labelled records."""

from __future__ import annotations

from typing import Any

from scic.backends.keras.stage import Stage, alone
from scic.backends.keras.tensor import Batch, Tensor


class Supervised(Stage):
    """One step: predict, compare with the labels, follow the gradient of the loss."""

    def call(self, batch: Batch, training: bool | None = None) -> list[tuple[Any, Batch, dict[str, Tensor]]]:
        """The outputs for a batch; augmentation may turn one batch into several weighted ones."""
        parts = self.augment(batch) if training else alone(batch)
        return [(weight, part, self.model(part, training=training)) for weight, part in parts]

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Tensor:
        """The mean loss of a batch; `y_pred` is what `call` gives."""
        return sum(weight * self.model.total_loss(outputs, part) for weight, part, outputs in y_pred)

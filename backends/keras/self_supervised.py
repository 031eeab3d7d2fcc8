"""Stages that learn from records without labels."""

from __future__ import annotations

from collections.abc import Iterable

from scic.backends.keras.stage import Stage
from scic.backends.keras.tensor import Batch

VALIDATION = 2**31
"""The epoch whose random numbers every validation draws: no training comes so far."""


class SelfSupervised(Stage):
    """A training process that makes its targets itself, and is validated by the same objective."""

    def validate(self, batches: Iterable[Batch]) -> dict[str, float]:
        """The objective on the validation records, with the same random numbers every epoch."""
        self.reseed(VALIDATION)  # the next epoch of the training draws its own anyway
        total = records = 0.0
        for batch in batches:
            self.reset_metrics()
            count = len(next(iter(batch.values())))
            total += float(self.test_on_batch(batch)) * count
            records += count
        return {"validation_loss": total / records}

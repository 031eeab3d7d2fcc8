"""Stages that learn from records without labels."""

from __future__ import annotations

import torch

from scic.backends.pytorch.stage import Batch, Stage, records_in


class SelfSupervised(Stage):
    """A training process that makes its targets itself, and is validated by the same objective."""

    def validation_step(self, batch: Batch, index: int) -> None:
        """The objective on validation records, with the same random numbers every epoch."""
        devices = [self.device] if self.device.type == "cuda" else []
        with torch.random.fork_rng(devices=devices):
            torch.manual_seed(self.seed + index)
            self.add("validation_loss", self.objective(batch), records_in(batch))

    def on_validation_epoch_end(self) -> None:
        """Log the objective on the whole validation set."""
        self._log_totals("validation_loss")

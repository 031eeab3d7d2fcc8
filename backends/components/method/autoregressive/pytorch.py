"""Maximum likelihood, value by value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from torch import Tensor, nn

from scic.backends.pytorch.generative import Generative
from scic.backends.pytorch.stage import Batch, Stage, records_in


class Autoregressive(Generative):
    """One step: the values of true pictures become likelier after those before them (van den Oord et al. 2016)."""

    best = True

    def __init__(self, model: nn.Module, *, figures: Path, epochs: int, **stage: Any) -> None:
        super().__init__(model, figures=figures, epochs=epochs, **stage)

    def objective(self, batch: Batch) -> Tensor:
        """The bits that a value costs, in the mean."""
        bits: Tensor = self.model.trunk.surprise(self.task.real(self.augment.change(batch)))
        return bits

    def validation_step(self, batch: Batch, index: int) -> None:
        """What the true pictures cost, beside as many that are made."""
        self.add("validation_loss", self.model.trunk.surprise(self.task.real(batch)), records_in(batch))
        super().validation_step(batch, index)

    def on_validation_epoch_end(self) -> None:
        """Log the bits as the loss, and the metrics of what was made."""
        Stage.on_validation_epoch_end(self)

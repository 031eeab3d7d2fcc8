"""Maximum likelihood, value by value."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import keras

from scic.backends.keras.generative import Generative
from scic.backends.keras.self_supervised import SelfSupervised
from scic.backends.keras.tensor import Batch, Tensor


class Autoregressive(Generative, SelfSupervised):
    """One step: the values of true pictures become likelier after those before them (van den Oord et al. 2016)."""

    best = True

    def __init__(self, model: keras.Model, *, figures: Path, epochs: int, **stage: Any) -> None:
        super().__init__(model, figures=figures, epochs=epochs, **stage)

    def objective(self, batch: Batch, training: bool | None) -> Tensor:
        """The bits that a value costs, in the mean."""
        return self.model.trunk.surprise(self.task.real(self.augment.change(batch) if training else batch))

    def validate(self, batches: Iterable[Batch]) -> dict[str, float]:
        """What the true pictures cost as the loss, beside the metrics of as many that are made."""
        return Generative.validate(self, batches) | SelfSupervised.validate(self, batches)

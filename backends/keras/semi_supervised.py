"""Stages that learn from labelled and unlabelled records at once."""

from __future__ import annotations

from typing import Any

import keras

from scic.backends.keras.stage import Stage


class SemiSupervised(Stage):
    """A training process in which unlabelled records come to count over the epochs; a subclass says how in `rise`."""

    def __init__(self, model: keras.Model, *, weight: float, epochs: int, **stage: Any) -> None:
        super().__init__(model, **stage)
        self.weight, self.epochs = weight, epochs
        # a variable, so that what is compiled once sees it rise
        self.counts = keras.Variable(0.0, trainable=False, name="counts")

    def rise(self, epoch: int) -> float:
        """How much of their weight the unlabelled records have in an epoch, from 0 to 1."""
        raise NotImplementedError

    def reseed(self, epoch: int) -> None:
        """Draw an epoch's random numbers, and set its weight."""
        super().reseed(epoch)
        self.counts.assign(self.weight * self.rise(epoch))

"""Stochastic gradient descent."""

from __future__ import annotations

from typing import Any

from keras import optimizers

from scic.backends.keras.decay import UNDECAYED
from scic.backends.keras.learning_rate import Schedule
from scic.backends.keras.tensor import Tensor


class Sgd(optimizers.SGD):
    """Keras' own, with a share of each weight added to its gradient.

    Keras shrinks weights beside the gradient, so that the momentum does not carry it on.
    """

    def __init__(self, *args: Any, share: float, **options: Any) -> None:
        super().__init__(*args, **options)
        self.share = share

    def update_step(self, gradient: Tensor, variable: Any, learning_rate: Tensor) -> None:
        """Move a weight."""
        if variable.name not in UNDECAYED:
            gradient = gradient + self.share * variable
        super().update_step(gradient, variable, learning_rate)


def sgd(schedule: Schedule, *, lr: float, momentum: float, nesterov: bool, weight_decay: float) -> Sgd:
    """Steps along the gradient with momentum, with Nesterov's look ahead (Sutskever et al. 2013)."""
    return Sgd(schedule(lr), momentum, nesterov=nesterov and momentum > 0, share=weight_decay)

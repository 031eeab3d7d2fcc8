"""The weights of several tasks, learnt from their uncertainty."""

from __future__ import annotations

from collections.abc import Sequence

import keras
from keras import ops

from scic.backends.keras.tensor import Tensor


class Uncertainty(keras.layers.Layer):
    """Divides the loss of each task by its variance, which is learnt as a logarithm (Kendall, Gal & Cipolla 2018).

    The sum of exp(-s) * loss + s / 2 over the tasks, s = log of the variance: the negative logarithm of a likelihood,
    up to a constant, of classes as of numbers.
    """

    def __init__(self, tasks: Sequence[str], *, start: float) -> None:
        super().__init__(dtype="float32")
        self.tasks = tuple(tasks)
        self.log_variance = self.add_weight(
            (len(self.tasks),), initializer=keras.initializers.Constant(start), name="log_variance"
        )
        self.built = True

    def call(self, losses: dict[str, Tensor]) -> Tensor:
        """One number of the losses of the tasks."""
        each = ops.stack([losses[task] for task in self.tasks])
        return ops.sum(ops.exp(-self.log_variance) * each + self.log_variance / 2)

"""Regression: head, loss and decoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from scic.backends.keras.dense import dense
from scic.backends.keras.measured import divisors, measured
from scic.backends.keras.objective import Loss, objective
from scic.backends.keras.tensor import Batch, Tensor


class Regression(keras.layers.Layer):
    """Predicts numbers from a vector (B, size).

    The head works in units of the training records' spread about their mean, and so does the loss; what
    `call` gives is in the units of the data.
    """

    def __init__(
        self, size: int, facts: Mapping[str, Any], *, field: str, losses: Sequence[tuple[float, Loss]]
    ) -> None:
        # values and losses keep full precision, whatever precision the network has
        super().__init__(dtype="float32")
        self.field = field
        self.objectives = tuple(losses)
        self.head = dense(size, len(facts["names"]), "head", dtype="float32")
        with keras.name_scope(self.name):
            self.head.build((None, size))
        self.mean = measured(self, "mean", facts["mean"])
        self.spread = measured(self, "spread", divisors(facts["std"]))
        self.built = True

    def call(self, representation: Tensor) -> Tensor:
        """The predicted values (B, k) in the units of the data."""
        return self.head(representation) * self.spread + self.mean

    def loss(self, output: Tensor, batch: Batch) -> Tensor:
        """The loss of a batch, over the values that are known."""
        target = batch[self.field]
        present = ops.logical_not(ops.all(ops.isnan(target), axis=1))
        return objective(self.objectives, self._standardised(output), self._standardised(target), present)

    def answer(self, output: Tensor) -> Tensor:
        """The predicted values (B, k) in units of their spreads, with their gradient."""
        return self._standardised(output)

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The predicted `values` (B, k)."""
        return {"values": ops.convert_to_numpy(output)}

    def truth(self, batch: Batch) -> np.ndarray:
        """What `decode` is to be compared with: values (B, k), NaN where unknown."""
        truth: np.ndarray = ops.convert_to_numpy(batch[self.field])
        return truth

    def explained(self, output: Tensor) -> Tensor:
        """The predicted value of each record, (B,); of several, the sum in units of their spreads."""
        if output.shape[1] == 1:
            return output[:, 0]
        return ops.sum(self._standardised(output), axis=1)

    def _standardised(self, values: Tensor) -> Tensor:
        return (values - self.mean) / self.spread

"""Language modelling: head, loss and decoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from scic.backends.keras.dense import dense
from scic.backends.keras.objective import Loss, objective
from scic.backends.keras.tensor import Batch, Tensor


class LanguageModelling(keras.layers.Layer):
    """Predicts the next letter at every place of a sequence, from what a causal network makes of it, (B, L, size).

    The kinds of letters are those of the alphabet, after a first one for letters that nobody knows.
    """

    def __init__(
        self, size: int, facts: Mapping[str, Any], *, field: str, losses: Sequence[tuple[float, Loss]]
    ) -> None:
        # logits and losses keep full precision, whatever precision the network has
        super().__init__(dtype="float32")
        self.field = field
        self.objectives = tuple(losses)
        self.head = dense(size, 1 + len(facts["letters"]), "head", dtype="float32")
        with keras.name_scope(self.name):
            self.head.build((None, None, size))
        self.built = True

    def call(self, representation: Tensor) -> Tensor:
        """The logits of the letter after each place, (B, L, kinds)."""
        return self.head(representation)

    def loss(self, output: Tensor, batch: Batch) -> Tensor:
        """The loss of a batch, over the letters that have one before them."""
        # the code of padding is 0, that of the first kind 1
        target = ops.cast(batch[self.field], "int32")[:, 1:] - 1
        present = ops.any(ops.greater_equal(target, 0), axis=1)
        return objective(self.objectives, output[:, :-1], target, present, class_weights=None)

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The `log_probabilities` of the letter after each place, float32 (B, L, kinds)."""
        return {"log_probabilities": ops.convert_to_numpy(ops.log_softmax(output, axis=-1))}

    def truth(self, batch: Batch) -> np.ndarray:
        """What `decode` is to be compared with, one place later: codes (B, L)."""
        truth: np.ndarray = ops.convert_to_numpy(batch[self.field])
        return truth

    def explained(self, output: Tensor) -> Tensor:
        """The logit of the likeliest last letter of a record, (B,): what an explanation explains."""
        # a network gives 0 where there is no letter, and the head its biases
        there = ops.any(ops.not_equal(output, self.head.bias), axis=2)
        before = ops.maximum(ops.sum(ops.cast(there, "int32"), axis=1, keepdims=True) - 2, 0)
        return ops.take_along_axis(ops.max(output, axis=2), before, axis=1)[:, 0]

"""Classification: head, loss and decoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from scic.backends.keras.dense import dense
from scic.backends.keras.objective import Loss, objective
from scic.backends.keras.tensor import Batch, Tensor


class Classification(keras.layers.Layer):
    """Predicts one of several classes, or with `multilabel` any number of them, from a vector (B, size).

    `class_weights` is `balanced` to let each class weigh as if all had been equally frequent in training.
    """

    def __init__(
        self,
        size: int,
        facts: Mapping[str, Any],
        *,
        field: str,
        losses: Sequence[tuple[float, Loss]],
        class_weights: str | None,
        multilabel: bool = False,
    ) -> None:
        # logits and losses keep full precision, whatever precision the network has
        super().__init__(dtype="float32")
        self.field = field
        self.objectives = tuple(losses)
        self.multilabel = multilabel
        self.head = dense(size, len(facts["classes"]), "head", dtype="float32")
        with keras.name_scope(self.name):
            self.head.build((None, size))
        self.class_weights = balanced(facts["counts"]) if class_weights == "balanced" else None
        self.built = True

    def call(self, representation: Tensor) -> Tensor:
        """The logits (B, classes)."""
        return self.head(representation)

    def loss(self, output: Tensor, batch: Batch) -> Tensor:
        """The loss of a batch, over the records that have a class."""
        target = batch[self.field]
        if self.multilabel:
            present = ops.logical_not(ops.any(ops.isnan(target), axis=1))
        else:
            present = ops.greater_equal(target, 0)
        return objective(self.objectives, output, target, present, class_weights=self.class_weights)

    def answer(self, output: Tensor) -> Tensor:
        """The probabilities (B, classes), of each label on its own where there may be several; with their gradient."""
        return ops.sigmoid(output) if self.multilabel else ops.softmax(output, axis=-1)

    def confident(self, output: Tensor, threshold: float) -> Tensor:
        """What is predicted, as a target; missing where the probability of it is below the threshold."""
        probabilities = ops.stop_gradient(self.answer(output))
        if self.multilabel:
            sure = ops.maximum(probabilities, 1 - probabilities) >= threshold
            return ops.where(sure, ops.round(probabilities), float("nan"))
        sure = ops.max(probabilities, axis=-1) >= threshold
        return ops.where(sure, ops.cast(ops.argmax(probabilities, axis=-1), "int32"), -1)

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The `probabilities` (B, classes), of each label on its own where there may be several."""
        return {"probabilities": ops.convert_to_numpy(self.answer(output))}

    def truth(self, batch: Batch) -> np.ndarray:
        """What `decode` is to be compared with: classes (B,) or labels (B, classes)."""
        truth: np.ndarray = ops.convert_to_numpy(batch[self.field])
        return truth

    def explained(self, output: Tensor) -> Tensor:
        """The logit of the predicted class of each record, (B,): what an explanation explains."""
        return ops.max(output, axis=1)


def balanced(counts: Sequence[int]) -> np.ndarray:
    """Weights in inverse proportion to the counts, 1 on average over the records."""
    found = np.asarray(counts, dtype="float32")
    weights: np.ndarray = found.sum() / (len(found) * np.maximum(found, 1))
    return weights

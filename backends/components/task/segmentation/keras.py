"""Segmentation: head, loss and decoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from scic.backends.keras.convolution import CONVOLUTION
from scic.backends.keras.initialization import uniform
from scic.backends.keras.objective import Loss, objective
from scic.backends.keras.resizing import resized
from scic.backends.keras.tensor import Batch, Tensor


class Segmentation(keras.layers.Layer):
    """Predicts a class for every pixel from a map (B, *grid, size).

    `space` is the size of the image in pixels. A map on a coarser grid is interpolated to it.
    """

    def __init__(
        self,
        size: int,
        facts: Mapping[str, Any],
        *,
        field: str,
        losses: Sequence[tuple[float, Loss]],
        space: Sequence[int],
    ) -> None:
        # logits and losses keep full precision, whatever precision the network has
        super().__init__(dtype="float32")
        self.field = field
        self.objectives = tuple(losses)
        self.space = tuple(space)
        self.head = CONVOLUTION[len(self.space)](
            len(facts["classes"]),
            kernel_size=1,
            kernel_initializer=uniform(size),
            bias_initializer=uniform(size),
            dtype="float32",
            name="head",
        )
        with keras.name_scope(self.name):
            self.head.build((None, *[None] * len(self.space), size))
        self.built = True

    def call(self, representation: Tensor) -> Tensor:
        """The logits (B, *space, classes)."""
        return resized(self.head(representation), self.space)

    def loss(self, output: Tensor, batch: Batch) -> Tensor:
        """The loss of a batch, over the records that have a mask."""
        target = batch[self.field]
        present = ops.any(ops.greater_equal(target, 0), axis=tuple(range(1, len(target.shape))))
        return objective(self.objectives, output, target, present, class_weights=None)

    def confident(self, output: Tensor, threshold: float) -> Tensor:
        """The predicted class of every pixel, as a target; -1 where its probability is below the threshold."""
        sure = ops.stop_gradient(ops.max(ops.softmax(output, axis=-1), axis=-1)) >= threshold
        return ops.where(sure, ops.cast(ops.argmax(output, axis=-1), "int32"), -1)

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The most probable of the `classes` at every pixel, uint8 (B, *space)."""
        return {"classes": ops.convert_to_numpy(ops.argmax(output, axis=-1)).astype(np.uint8)}

    def truth(self, batch: Batch) -> np.ndarray:
        """What `decode` is to be compared with: classes (B, *space), -1 where ignored."""
        truth: np.ndarray = ops.convert_to_numpy(batch[self.field])
        return truth

    def explained(self, output: Tensor) -> Tensor:
        """The summed logits of the pixels predicted as foreground, (B,): what an explanation explains."""
        foreground = ops.cast(ops.greater(ops.argmax(output, axis=-1), 0), output.dtype)
        places = tuple(range(1, len(output.shape) - 1))
        return ops.sum(ops.max(output, axis=-1) * foreground, axis=places)

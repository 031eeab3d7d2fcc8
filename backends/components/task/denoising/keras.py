"""Denoising: head, loss and decoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from scic.backends.keras.convolution import CONVOLUTION
from scic.backends.keras.initialization import uniform
from scic.backends.keras.measured import divisors, measured
from scic.backends.keras.objective import Loss, objective
from scic.backends.keras.tensor import Batch, Tensor


class Denoising(keras.layers.Layer):
    """Predicts a picture without its noise from a map (B, *space, size) on the grid of its pixels.

    The head works in units of the noisy pictures' spread about their mean, and so does the loss; what `call` gives is
    in the unit of the pictures. `field` is the clean picture, `given` the noisy one, both (B, *space, C).
    """

    def __init__(
        self,
        size: int,
        facts: Mapping[str, Any],
        *,
        field: str,
        given: str,
        losses: Sequence[tuple[float, Loss]],
        space: Sequence[int],
    ) -> None:
        # pictures and losses keep full precision, whatever precision the network has
        super().__init__(dtype="float32")
        self.field, self.given = field, given
        self.objectives = tuple(losses)
        self.head = CONVOLUTION[len(space)](
            int(facts["channels"]),
            kernel_size=1,
            kernel_initializer=uniform(size),
            bias_initializer=uniform(size),
            dtype="float32",
            name="head",
        )
        with keras.name_scope(self.name):
            self.head.build((None, *[None] * len(space), size))
        self.mean = measured(self, "mean", facts["mean"])
        self.spread = measured(self, "spread", divisors(facts["std"]))
        self.built = True

    def call(self, representation: Tensor) -> Tensor:
        """The denoised pictures (B, *space, C) in the unit of the noisy ones."""
        return self.head(representation) * self.spread + self.mean

    def loss(self, output: Tensor, batch: Batch) -> Tensor:
        """How far the denoised pictures are from the clean ones."""
        return self._objective(output, batch[self.field])

    def distance(self, output: Tensor, batch: Batch, where: Tensor) -> Tensor:
        """How far they are from the noisy ones, at the pixels where `where` is true; it is as large as a picture."""
        return self._objective(output, ops.where(where, batch[self.given], np.nan))

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The denoised `pictures`, float32 (B, *space, C)."""
        return {"pictures": ops.convert_to_numpy(output)}

    def truth(self, batch: Batch) -> np.ndarray:
        """What `decode` is to be compared with: the clean pictures (B, *space, C)."""
        truth: np.ndarray = ops.convert_to_numpy(batch[self.field])
        return truth

    def explained(self, output: Tensor) -> Tensor:
        """The denoised pixel in the middle of each record, (B,): what an explanation explains."""
        middle = output
        for length in output.shape[1:-1]:
            middle = middle[:, length // 2]
        return ops.sum(middle, axis=1)

    def _objective(self, output: Tensor, target: Tensor) -> Tensor:
        present = ops.ones((ops.shape(target)[0],), dtype="bool")
        return objective(self.objectives, self._standardised(output), self._standardised(target), present)

    def _standardised(self, pictures: Tensor) -> Tensor:
        return (pictures - self.mean) / self.spread

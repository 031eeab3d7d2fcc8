"""Registration: losses and decoding of a motion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from scic.backends.keras.measured import divisors, measured
from scic.backends.keras.objective import Loss, objective
from scic.backends.keras.tensor import Batch, Tensor


class Registration(keras.layers.Layer):
    """Compares a moved picture with the fixed one, and asks the motion to be smooth.

    It reads (B, *space, size): the channels of the moved picture, then the displacement along each axis. `field` is
    the fixed picture, (B, *space, C), with the labels of both pictures behind its channels where there are any. The
    losses compare pictures in units of the moving pictures' spread; what `call` gives is in their own unit.
    """

    def __init__(
        self,
        size: int,
        facts: Mapping[str, Any],
        *,
        field: str,
        losses: Sequence[tuple[float, Loss]],
        smoothness: float,
    ) -> None:
        # pictures and losses keep full precision, whatever precision the network has
        super().__init__(dtype="float32")
        self.field, self.smoothness = field, smoothness
        self.objectives = tuple(losses)
        self.channels = int(facts["channels"])
        self.mean = measured(self, "mean", facts["mean"])
        self.spread = measured(self, "spread", divisors(facts["std"]))
        self.built = True

    def call(self, representation: Tensor) -> Tensor:
        """The moved pictures in their own unit, then the displacement in pixels: (B, *space, C + rank)."""
        pictures = representation[..., : self.channels] * self.spread + self.mean
        return ops.concatenate([pictures, representation[..., self.channels :]], axis=-1)

    def loss(self, output: Tensor, batch: Batch) -> Tensor:
        """How unlike the moved and the fixed picture are, and how rough the displacement is; nobody marks an answer."""
        moved, displacement = output[..., : self.channels], output[..., self.channels :]
        fixed = batch[self.field][..., : self.channels]
        present = ops.ones((ops.shape(fixed)[0],), dtype="bool")
        unlike = objective(self.objectives, self._standardised(moved), self._standardised(fixed), present)
        return unlike + self.smoothness * roughness(displacement)

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The moved `pictures` (B, *space, C) and the `displacement` (B, *space, rank), float32."""
        found = ops.convert_to_numpy(output)
        return {"pictures": found[..., : self.channels], "displacement": found[..., self.channels :]}

    def truth(self, batch: Batch) -> np.ndarray:
        """What `decode` is to be compared with: the fixed pictures, and the labels of both behind them."""
        truth: np.ndarray = ops.convert_to_numpy(batch[self.field])
        return truth

    def explained(self, output: Tensor) -> Tensor:
        """The mean squared length of the moves of each record, (B,): what an explanation explains."""
        lengths = ops.sum(ops.square(output[..., self.channels :]), axis=-1)
        return ops.mean(lengths, axis=tuple(range(1, len(lengths.shape))))

    def _standardised(self, pictures: Tensor) -> Tensor:
        return (pictures - self.mean) / self.spread


def roughness(displacement: Tensor) -> Tensor:
    """The mean squared difference of neighbours' displacements (B, *space, rank), averaged over the axes."""
    axes = range(1, len(displacement.shape) - 1)
    return ops.mean(ops.stack([ops.mean(ops.square(ops.diff(displacement, axis=axis))) for axis in axes]))

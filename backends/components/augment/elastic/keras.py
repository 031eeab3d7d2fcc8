"""Random elastic deformations."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, pi, sqrt

import keras
import numpy as np
from keras import ops

from scic.backends.keras.change import Change
from scic.backends.keras.spatial import extent, look_up, positions
from scic.backends.keras.tensor import Batch, Tensor

REACH = 3
"""How far a Gaussian is followed, in units of its sigma."""


class Elastic(Change):
    """Moves every pixel a little, its neighbours with it (Simard et al. 2003).

    Each pixel is first moved at random by up to `alpha` pixels along each axis; then these moves are blurred
    by `sigma` pixels, which leaves about alpha / (6 sigma) of them. The border is mirrored, in masks too.
    """

    def __init__(self, fields: Mapping[str, str], *, alpha: float, sigma: float) -> None:
        super().__init__(fields)
        self.alpha = alpha
        self.sigma = sigma

    def call(self, batch: Batch) -> Batch:
        """The batch with its records deformed."""
        count, space = extent(batch, self.fields)
        rank = len(space)
        moves = keras.random.uniform((count, *space, rank), -1.0, 1.0, seed=self.seed)
        for axis in range(1, rank + 1):
            moves = self.blurred(moves, axis)
        # a third axis to blur along would leave less; this keeps what two axes leave
        strength = self.alpha * (2 * sqrt(pi) * self.sigma) ** (rank / 2 - 1)
        return look_up(batch, self.fields, strength * moves + positions(space))

    def blurred(self, values: Tensor, axis: int) -> Tensor:
        """Blur along an axis with a Gaussian; beyond the border nothing moves."""
        reach = ceil(REACH * self.sigma)
        kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / self.sigma) ** 2)
        weights = ops.convert_to_tensor(kernel / kernel.sum(), dtype=values.dtype)
        lines = ops.moveaxis(values, axis, -1)
        flat = ops.reshape(lines, (-1, lines.shape[-1], 1))
        blurred = ops.conv(flat, weights[:, None, None], padding="same", data_format="channels_last")
        return ops.moveaxis(ops.reshape(blurred, ops.shape(lines)), -1, axis)

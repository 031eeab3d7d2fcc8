"""Mixup."""

from __future__ import annotations

from collections.abc import Sequence

import keras
from keras import ops

from scic.backends.keras.tensor import Batch, Tensor


class Mixup(keras.layers.Layer):
    """Lays every record over another of its batch, and asks for both targets (Zhang et al. 2018).

    The share of the one is drawn from Beta(alpha, alpha). Numbers and pixels are mixed; categories stay those
    of the first record.
    """

    def __init__(self, *, alpha: float) -> None:
        super().__init__(autocast=False)
        self.alpha = alpha
        self.seed = keras.random.SeedGenerator()
        self.built = True

    def call(self, batch: Batch, *, targets: Sequence[str]) -> list[tuple[Tensor, Batch]]:
        """Two batches of the same mixed inputs, each with its targets and the weight of its loss."""
        share = keras.random.beta((), self.alpha, self.alpha, seed=self.seed)
        count = ops.shape(next(iter(batch.values())))[0]
        order = keras.random.shuffle(ops.arange(count), seed=self.seed)
        first, second = dict(batch), dict(batch)
        for name, value in batch.items():
            if name in targets:
                second[name] = ops.take(value, order, axis=0)
            elif keras.backend.is_float_dtype(keras.backend.standardize_dtype(value.dtype)):
                first[name] = second[name] = share * value + (1 - share) * ops.take(value, order, axis=0)
        return [(share, first), (1 - share, second)]

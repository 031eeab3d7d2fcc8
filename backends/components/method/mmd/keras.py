"""Domain adaptation by the maximum mean discrepancy."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from scic.backends.keras.adaptation import Adaptation
from scic.backends.keras.tensor import Tensor


class Mmd(Adaptation):
    """One step: learn the tasks on the source, and features of one distribution in source and target (Long 2015)."""

    def __init__(self, model: keras.Model, *, strength: float, kernels: int, factor: float, **stage: Any) -> None:
        super().__init__(model, **stage)
        self.strength, self.kernels, self.factor = strength, kernels, factor

    def distance(self, source: Tensor, target: Tensor) -> Tensor:
        """The discrepancy between the features of two domains."""
        return self.strength * discrepancy(source, target, kernels=self.kernels, factor=self.factor)


def discrepancy(source: Tensor, target: Tensor, *, kernels: int, factor: float) -> Tensor:
    """The squared maximum mean discrepancy of two samples, (B, D) and (B', D): 0 where they are the same.

    k(s, s') + k(t, t') - 2 k(s, t), each averaged over all pairs (Gretton et al. 2012, equation 5). The kernel is the
    mean of Gaussians whose widths are powers of `factor` around the mean squared distance.
    """
    both = ops.cast(ops.concatenate([source, target]), "float32")
    squared = ops.sum((both[:, None] - both[None]) ** 2, axis=2)
    middle = ops.maximum(ops.mean(ops.stop_gradient(squared)), keras.config.epsilon())
    widths = [middle * factor ** (number - (kernels - 1) / 2) for number in range(kernels)]
    kernel = sum(ops.exp(-squared / width) for width in widths) / kernels
    # weights that sum to 1 over the one sample and to -1 over the other make the mean over each kind of pair
    ones, others = ops.ones_like(source[:, 0]), ops.ones_like(target[:, 0])
    signs = ops.cast(ops.concatenate([ones / ops.sum(ones), -others / ops.sum(others)]), "float32")
    return ops.sum(signs[:, None] * kernel * signs[None])

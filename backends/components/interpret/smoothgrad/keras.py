"""SmoothGrad (Smilkov et al. 2017)."""

from __future__ import annotations

from typing import Any

import numpy as np

from scic.backends.keras.attribution import Arrays, Explained, explanations
from scic.backends.keras.tensor import Batch


def explain(
    model: Any, batch: Batch, *, task: str, samples: int, noise: float, chunk: int, sanity: bool, shuffles: int
) -> dict[str, np.ndarray]:
    """Explain each record by the mean gradient over `samples` noisy copies of it.

    The noise is normal, its standard deviation the share `noise` of the range of the encoded record. Returns,
    by trunk, the length of the mean gradient over what encodes a pixel or a column, (B, *space) or
    (B, columns), never negative; and `sanity`.
    """

    def mean_gradient(explained: Explained) -> Arrays:
        deviations = [noise * _range(x) for x in explained.inputs]
        sums = [np.zeros_like(x) for x in explained.inputs]
        for _ in range(samples):
            noisy = [
                x + deviation * explained.random.standard_normal(x.shape, dtype=np.float32)
                for x, deviation in zip(explained.inputs, deviations, strict=True)
            ]
            sums = [total + found for total, found in zip(sums, explained.gradients(*noisy), strict=True)]
        return explained.lengths(total / samples for total in sums)

    return explanations(model, batch, mean_gradient, task=task, chunk=chunk, sanity=sanity, shuffles=shuffles)


def _range(x: np.ndarray) -> np.ndarray:
    """Measure the distance from each record's smallest to its largest number: (B, ...) to (B, 1, ...)."""
    found: np.ndarray = np.ptp(x, axis=tuple(range(1, x.ndim)), keepdims=True)
    return found

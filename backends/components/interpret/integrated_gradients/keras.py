"""Integrated gradients (Sundararajan, Taly & Yan 2017)."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.polynomial.legendre import leggauss

from scic.backends.keras.attribution import Arrays, Explained, explanations
from scic.backends.keras.tensor import Batch


def explain(
    model: Any,
    batch: Batch,
    *,
    task: str,
    steps: int,
    baseline: Literal["mean", "zero"],
    chunk: int,
    sanity: bool,
    shuffles: int,
) -> dict[str, np.ndarray]:
    """Explain each record by the gradient summed along the path from the baseline, times the path's length.

    Returns, by trunk, signed contributions, (B, *space) or (B, columns); `convergence` (B,), their sum minus
    the difference of the two outputs, which is 0 for enough `steps`; and `sanity`.
    """
    # Gauss and Legendre's places and weights for an integral from -1 to 1, brought to one from 0 to 1
    places, weights = ((values + shift) / 2 for values, shift in zip(leggauss(steps), (1, 0), strict=True))

    def integral(explained: Explained) -> Arrays:
        starts = explained.baselines(baseline)
        paths = [x - start for x, start in zip(explained.inputs, starts, strict=True)]
        sums = [np.zeros_like(path) for path in paths]
        for place, weight in zip(places, weights, strict=True):
            points = [(start + place * path).astype(path.dtype) for start, path in zip(starts, paths, strict=True)]
            sums = [total + weight * found for total, found in zip(sums, explained.gradients(*points), strict=True)]
        contributions = [total * path for total, path in zip(sums, paths, strict=True)]
        summed = sum(each.reshape(len(each), -1).sum(axis=1) for each in contributions)
        difference = explained.score(*explained.inputs) - explained.score(*starts)
        return explained.folded(contributions) | {"convergence": summed - difference}

    return explanations(model, batch, integral, task=task, chunk=chunk, sanity=sanity, shuffles=shuffles)

"""Gradient saliency (Simonyan, Vedaldi & Zisserman 2013)."""

from __future__ import annotations

from typing import Any

import numpy as np

from scic.backends.keras.attribution import Arrays, Explained, explanations
from scic.backends.keras.tensor import Batch


def explain(model: Any, batch: Batch, *, task: str, chunk: int, sanity: bool, shuffles: int) -> dict[str, np.ndarray]:
    """Explain each record by the gradient of its prediction at the encoded input.

    Returns, by trunk, the length of the gradient over what encodes a pixel or a column, (B, *space) or
    (B, columns), never negative; and `sanity`.
    """

    def length(explained: Explained) -> Arrays:
        return explained.lengths(explained.gradients(*explained.inputs))

    return explanations(model, batch, length, task=task, chunk=chunk, sanity=sanity, shuffles=shuffles)

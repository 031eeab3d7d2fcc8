"""Gradient saliency (Simonyan, Vedaldi & Zisserman 2013)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from captum.attr import Saliency
from torch import Tensor

from scic.backends.pytorch.attribution import Explained, Network, explanations


def explain(
    model: Network, batch: Mapping[str, Tensor], *, task: str, chunk: int, sanity: bool, shuffles: int
) -> dict[str, np.ndarray]:
    """Explain each record by the gradient of its prediction at the encoded input.

    Returns, by trunk, the length of the gradient over what encodes a pixel or a column, (B, *space) or
    (B, columns), never negative; and `sanity`.
    """

    def gradient(explained: Explained) -> dict[str, Tensor]:
        saliency = Saliency(explained)
        gradients = saliency.attribute(explained.inputs, abs=False, additional_forward_args=(explained.choice,))
        return explained.lengths(gradients)

    return explanations(model, batch, gradient, task=task, chunk=chunk, sanity=sanity, shuffles=shuffles)

"""SmoothGrad (Smilkov et al. 2017)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from captum.attr import Saliency
from torch import Tensor

from scic.backends.pytorch.attribution import Explained, Network, explanations


def explain(
    model: Network,
    batch: Mapping[str, Tensor],
    *,
    task: str,
    samples: int,
    noise: float,
    chunk: int,
    sanity: bool,
    shuffles: int,
) -> dict[str, np.ndarray]:
    """Explain each record by the mean gradient over `samples` noisy copies of it.

    The noise is normal, its standard deviation the share `noise` of the range of the encoded record. Returns,
    by trunk, the length of the mean gradient over what encodes a pixel or a column, (B, *space) or
    (B, columns), never negative; and `sanity`.
    """

    def mean_gradient(explained: Explained) -> dict[str, Tensor]:
        saliency = Saliency(explained)
        deviations = [noise * _range(x) for x in explained.inputs]
        sums = [torch.zeros_like(x) for x in explained.inputs]
        for _ in range(samples):
            # drawn on the CPU, so that every device sees the same noise
            noisy = tuple(
                (x.detach() + torch.randn(x.shape).to(x) * deviation).requires_grad_()
                for x, deviation in zip(explained.inputs, deviations, strict=True)
            )
            gradients = saliency.attribute(noisy, abs=False, additional_forward_args=(explained.choice,))
            sums = [total + gradient for total, gradient in zip(sums, gradients, strict=True)]
        return explained.lengths(total / samples for total in sums)

    return explanations(model, batch, mean_gradient, task=task, chunk=chunk, sanity=sanity, shuffles=shuffles)


def _range(x: Tensor) -> Tensor:
    """Measure the distance from each record's smallest to its largest number: (B, ...) to (B, 1, ...)."""
    axes = tuple(range(1, x.ndim))
    return (x.amax(axes, keepdim=True) - x.amin(axes, keepdim=True)).detach()

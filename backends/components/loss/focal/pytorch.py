"""Focal loss."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional

from scic.backends.pytorch.objective import record_mean

LEAST = 1e-6
"""The least chance of error; at 0, a power below 1 would have no finite gradient."""


def focal(output: Tensor, target: Tensor, *, class_weights: Tensor | None, gamma: float) -> Tensor:
    """Cross-entropy of each record, (B,), times the chance of error to the power of `gamma`.

    What is already well predicted hardly counts (Lin et al. 2017). `output` are logits (B, C) or
    (B, C, *space), `target` classes, (B,) or (B, *space), those below 0 ignored, or labels (B, C) of 0 and 1,
    NaN ignored.
    """
    if target.is_floating_point():
        truth = target.nan_to_num()
        plain = functional.binary_cross_entropy_with_logits(output, truth, reduction="none")
        weighted = functional.binary_cross_entropy_with_logits(
            output, truth, pos_weight=class_weights, reduction="none"
        )
        present = ~target.isnan()
    else:
        classes = target.clamp(min=0)
        plain = functional.cross_entropy(output, classes, reduction="none")
        weighted = functional.cross_entropy(output, classes, weight=class_weights, reduction="none")
        present = target >= 0
    error = 1 - (-plain).exp()
    return record_mean(error.clamp(min=LEAST) ** gamma * weighted, present)

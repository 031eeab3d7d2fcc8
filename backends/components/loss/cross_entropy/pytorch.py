"""Cross-entropy."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional

from scic.backends.pytorch.objective import record_mean


def cross_entropy(output: Tensor, target: Tensor, *, class_weights: Tensor | None, label_smoothing: float) -> Tensor:
    """Cross-entropy of each record, (B,), a mean over pixels or labels where there are several.

    `output` are logits (B, C) or (B, C, *space). `target` are classes, (B,) or (B, *space), those below 0
    ignored; or any number of labels, (B, C) of 0 and 1, NaN ignored, each scored on its own. Then the class
    weights weigh the labels that are there against those that are not.
    """
    if target.is_floating_point():
        truth = target.nan_to_num()
        smooth = truth * (1 - label_smoothing) + label_smoothing / 2
        each = functional.binary_cross_entropy_with_logits(output, smooth, pos_weight=class_weights, reduction="none")
        return record_mean(each, ~target.isnan())
    each = functional.cross_entropy(
        output, target.clamp(min=0), weight=class_weights, label_smoothing=label_smoothing, reduction="none"
    )
    return record_mean(each, target >= 0)

"""Cross-entropy."""

from __future__ import annotations

import keras
from keras import ops

from scic.backends.keras.likelihood import class_surprise, label_surprise
from scic.backends.keras.objective import known, record_mean
from scic.backends.keras.tensor import Tensor


def cross_entropy(output: Tensor, target: Tensor, *, class_weights: Tensor | None, label_smoothing: float) -> Tensor:
    """Cross-entropy of each record, (B,), a mean over pixels or labels where there are several.

    `output` are logits (B, C) or (B, *space, C). `target` are classes, (B,) or (B, *space), those below 0
    ignored; or any number of labels, (B, C) of 0 and 1, NaN ignored, each scored on its own. Then the class
    weights weigh the labels that are there against those that are not.
    """
    if keras.backend.is_float_dtype(keras.backend.standardize_dtype(target.dtype)):
        truth, present = known(target)
        smooth = truth * (1 - label_smoothing) + label_smoothing / 2
        return record_mean(label_surprise(output, smooth, class_weights), present)
    return record_mean(class_surprise(output, target, class_weights, label_smoothing), ops.greater_equal(target, 0))

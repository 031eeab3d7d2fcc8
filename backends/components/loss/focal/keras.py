"""Focal loss."""

from __future__ import annotations

import keras
from keras import ops

from scic.backends.keras.likelihood import class_surprise, label_surprise
from scic.backends.keras.objective import known, record_mean
from scic.backends.keras.tensor import Tensor

LEAST = 1e-6
"""The least chance of error; at 0, a power below 1 would have no finite gradient."""


def focal(output: Tensor, target: Tensor, *, class_weights: Tensor | None, gamma: float) -> Tensor:
    """Cross-entropy of each record, (B,), times the chance of error to the power of `gamma`.

    What is already well predicted hardly counts (Lin et al. 2017). `output` are logits (B, C) or
    (B, *space, C), `target` classes, (B,) or (B, *space), those below 0 ignored, or labels (B, C) of 0 and 1,
    NaN ignored.
    """
    if keras.backend.is_float_dtype(keras.backend.standardize_dtype(target.dtype)):
        truth, present = known(target)
        plain, weighted = label_surprise(output, truth), label_surprise(output, truth, class_weights)
    else:
        plain, weighted = class_surprise(output, target), class_surprise(output, target, class_weights)
        present = ops.greater_equal(target, 0)
    error = ops.maximum(1 - ops.exp(-plain), LEAST)
    return record_mean(error**gamma * weighted, present)

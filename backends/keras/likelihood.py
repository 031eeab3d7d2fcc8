"""How surprising a truth is to a prediction: negative log-likelihoods, before any mean is taken."""

from __future__ import annotations

from keras import ops

from scic.backends.keras.tensor import Tensor


def class_surprise(
    logits: Tensor, target: Tensor, class_weights: Tensor | None = None, smoothing: float = 0.0
) -> Tensor:
    """That of classes (...) under logits (..., C), each weighed by its class; classes below 0 count as 0.

    `smoothing` is the share of the truth that is spread over all classes.
    """
    classes = logits.shape[-1]
    truth = ops.one_hot(ops.maximum(target, 0), classes, dtype=logits.dtype) * (1 - smoothing) + smoothing / classes
    weighed = truth if class_weights is None else truth * ops.cast(class_weights, logits.dtype)
    return -ops.sum(weighed * ops.log_softmax(logits, axis=-1), axis=-1)


def label_surprise(logits: Tensor, truth: Tensor, label_weights: Tensor | None = None) -> Tensor:
    """That of labels (B, C) from 0 to 1 under logits (B, C), each on its own; weighed where they are there."""
    there, absent = truth * ops.log_sigmoid(logits), (1 - truth) * ops.log_sigmoid(-logits)
    return -(absent + (there if label_weights is None else there * ops.cast(label_weights, logits.dtype)))

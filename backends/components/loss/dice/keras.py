"""Soft Dice loss."""

from __future__ import annotations

from keras import ops

from scic.backends.keras.tensor import Tensor


def dice(output: Tensor, target: Tensor, *, class_weights: Tensor | None, smooth: float) -> Tensor:
    """1 minus the soft Dice overlap of each record, (B,), a mean over all classes but the first (background).

    `output` are logits (B, *space, C), `target` classes (B, *space), those below 0 ignored. `smooth` is added
    to both sides of the fraction: a class that is neither there nor predicted costs nothing (Milletari et al.
    2016).
    """
    classes = output.shape[-1]
    places = tuple(range(1, len(target.shape)))
    present = ops.cast(ops.greater_equal(target, 0), output.dtype)[..., None]
    chances = ops.softmax(output, axis=-1) * present
    truth = ops.one_hot(ops.maximum(target, 0), classes, dtype=output.dtype) * present
    overlap = ops.sum(chances * truth, axis=places)
    total = ops.sum(chances + truth, axis=places)
    scores = (2 * overlap + smooth) / (total + smooth)
    weights = ops.ones(classes) if class_weights is None else ops.convert_to_tensor(class_weights)
    return 1 - ops.sum((scores * weights)[:, 1:], axis=1) / ops.sum(weights[1:])

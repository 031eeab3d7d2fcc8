"""How losses are summed and averaged, and what is missing left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from keras import ops

from scic.backends.keras.tensor import Tensor

Loss = Callable[..., Tensor]
"""`loss(output, target, **options)` gives one number a record, (B,)."""


def objective(
    losses: Sequence[tuple[float, Loss]], output: Tensor, target: Tensor, present: Tensor, **options: Any
) -> Tensor:
    """Average the weighted sum of losses over the records that have a target; 0 where none has.

    `present` (B,) is true for those; `options` go to every loss.
    """
    each = sum(weight * loss(output, target, **options) for weight, loss in losses)
    counted = ops.cast(present, output.dtype)
    return ops.sum(each * counted) / ops.maximum(ops.sum(counted), 1)


def record_mean(values: Tensor, present: Tensor) -> Tensor:
    """Average the values (B, ...) of each record where `present` is true: (B,), 0 where nothing is."""
    axes = tuple(range(1, len(values.shape)))
    counted = ops.cast(present, values.dtype)
    total = ops.sum(ops.where(present, values, 0), axis=axes)
    return total / ops.maximum(ops.sum(counted, axis=axes), 1)


def known(target: Tensor) -> tuple[Tensor, Tensor]:
    """A target with 0 in the place of NaN, and where it is known."""
    missing = ops.isnan(target)
    return ops.where(missing, 0, target), ops.logical_not(missing)

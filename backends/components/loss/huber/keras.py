"""Huber loss."""

from __future__ import annotations

from keras import ops

from scic.backends.keras.objective import known, record_mean
from scic.backends.keras.tensor import Tensor


def huber(output: Tensor, target: Tensor, *, delta: float) -> Tensor:
    """Squared error up to `delta`, absolute error beyond: one number a record, (B,) (Huber 1964).

    A mean over its values (B, k); a target of NaN is ignored.
    """
    truth, present = known(target)
    error = ops.abs(output - truth)
    near = ops.minimum(error, delta)
    return record_mean(near * (error - near / 2), present)

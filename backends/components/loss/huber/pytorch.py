"""Huber loss."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional

from scic.backends.pytorch.objective import record_mean


def huber(output: Tensor, target: Tensor, *, delta: float) -> Tensor:
    """Squared error up to `delta`, absolute error beyond: one number a record, (B,) (Huber 1964).

    A mean over its values (B, k); a target of NaN is ignored.
    """
    each = functional.huber_loss(output, target.nan_to_num(), delta=delta, reduction="none")
    return record_mean(each, ~target.isnan())

"""Mean squared error."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional

from scic.backends.pytorch.objective import record_mean


def mse(output: Tensor, target: Tensor) -> Tensor:
    """Mean squared error of each record, (B,), over its values (B, k); a target of NaN is ignored."""
    each = functional.mse_loss(output, target.nan_to_num(), reduction="none")
    return record_mean(each, ~target.isnan())

"""Mean absolute error."""

from __future__ import annotations

from keras import ops

from scic.backends.keras.objective import known, record_mean
from scic.backends.keras.tensor import Tensor


def mae(output: Tensor, target: Tensor) -> Tensor:
    """Mean absolute error of each record, (B,), over its values (B, k); a target of NaN is ignored."""
    truth, present = known(target)
    return record_mean(ops.abs(output - truth), present)

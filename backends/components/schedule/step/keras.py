"""A learning rate that falls in steps."""

from __future__ import annotations

from collections.abc import Sequence

from keras import ops

from scic.backends.keras.learning_rate import Follow
from scic.backends.keras.tensor import Tensor


def step(lr: float, steps: int, *, warmup: float, milestones: Sequence[float], factor: float) -> Follow:
    """Warm up, then multiply by `factor` at each of the `milestones`, shares of what is left."""

    def curve(done: Tensor) -> Tensor:
        passed = sum(ops.cast(done >= each, "float32") for each in milestones)
        return factor**passed

    return Follow(lr, steps, warmup=warmup, curve=curve)

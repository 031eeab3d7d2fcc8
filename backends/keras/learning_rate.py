"""Learning rates that follow a curve over the steps of a training."""

from __future__ import annotations

from collections.abc import Callable

from keras import ops
from keras.optimizers.schedules import LearningRateSchedule

from scic.backends.keras.tensor import Tensor

Schedule = Callable[[float], LearningRateSchedule]
"""Makes the rates of every step from the full rate."""


class Follow(LearningRateSchedule):
    """Rates that rise in a line and then follow a curve.

    `lr` is the full rate, `warmup` the share of the `steps` on the way up. `curve` gives the share of the full
    rate for the progress after it, from 0 to 1.
    """

    def __init__(self, lr: float, steps: int, *, warmup: float, curve: Callable[[Tensor], Tensor]) -> None:
        self.lr, self.steps, self.curve = lr, steps, curve
        self.rising = round(warmup * steps)

    def __call__(self, step: Tensor) -> Tensor:
        """The rate of a step, counted from 0."""
        done = ops.cast(step, "float32")
        progress = ops.clip((done - self.rising) / max(1, self.steps - self.rising), 0.0, 1.0)
        share = ops.where(done < self.rising, (done + 1) / (self.rising + 1), self.curve(progress))
        return self.lr * share

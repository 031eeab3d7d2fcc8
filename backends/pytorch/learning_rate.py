"""Learning rates that follow a curve over the steps of a training."""

from __future__ import annotations

from collections.abc import Callable

from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR


def follow(optimizer: Optimizer, steps: int, *, warmup: float, curve: Callable[[float], float]) -> LambdaLR:
    """Scale the learning rates at every step: up in a line, then along a curve.

    `warmup` is the share of the `steps` on the way up. `curve` gives the share of the full rate for the
    progress after it, from 0 to 1. Call `step` once a training step.
    """
    rising = round(warmup * steps)

    def share(step: int) -> float:
        if step < rising:
            return (step + 1) / (rising + 1)
        return curve(min(1.0, (step - rising) / max(1, steps - rising)))

    return LambdaLR(optimizer, share)

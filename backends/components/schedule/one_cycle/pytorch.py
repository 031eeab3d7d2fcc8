"""A learning rate that rises far and falls to nothing."""

from __future__ import annotations

from math import cos, pi

from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from scic.backends.pytorch.learning_rate import follow


def one_cycle(optimizer: Optimizer, steps: int, *, rise: float, start: float) -> LambdaLR:
    """Rise from the share `start` to the full rate, then fall to 0, both along cosines (Smith & Topin 2018).

    `rise` is the share of the steps on the way up.
    """

    def curve(done: float) -> float:
        if done < rise:
            return 1 - (1 - start) * (1 + cos(pi * done / rise)) / 2
        return (1 + cos(pi * (done - rise) / (1 - rise))) / 2

    return follow(optimizer, steps, warmup=0.0, curve=curve)

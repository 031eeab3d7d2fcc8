"""A learning rate that rises far and falls to nothing."""

from __future__ import annotations

from math import pi

from keras import ops

from scic.backends.keras.learning_rate import Follow
from scic.backends.keras.tensor import Tensor


def one_cycle(lr: float, steps: int, *, rise: float, start: float) -> Follow:
    """Rise from the share `start` to the full rate, then fall to 0, both along cosines (Smith & Topin 2018).

    `rise` is the share of the steps on the way up.
    """

    def curve(done: Tensor) -> Tensor:
        up = 1 - (1 - start) * (1 + ops.cos(pi * done / rise)) / 2
        down = (1 + ops.cos(pi * (done - rise) / (1 - rise))) / 2
        return ops.where(done < rise, up, down)

    return Follow(lr, steps, warmup=0.0, curve=curve)

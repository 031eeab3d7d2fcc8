"""A learning rate that falls along half a cosine."""

from __future__ import annotations

from math import pi

from keras import ops

from scic.backends.keras.learning_rate import Follow


def cosine(lr: float, steps: int, *, warmup: float, final: float) -> Follow:
    """Warm up, then fall to the share `final` along half a cosine (Loshchilov & Hutter 2017)."""
    return Follow(lr, steps, warmup=warmup, curve=lambda done: final + (1 - final) * (1 + ops.cos(pi * done)) / 2)

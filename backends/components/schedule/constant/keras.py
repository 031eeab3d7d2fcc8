"""A learning rate that stays."""

from __future__ import annotations

from keras import ops

from scic.backends.keras.learning_rate import Follow


def constant(lr: float, steps: int, *, warmup: float) -> Follow:
    """Warm up, then stay."""
    return Follow(lr, steps, warmup=warmup, curve=ops.ones_like)

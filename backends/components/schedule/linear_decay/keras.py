"""A learning rate that falls in a line."""

from __future__ import annotations

from scic.backends.keras.learning_rate import Follow


def linear_decay(lr: float, steps: int, *, warmup: float, final: float) -> Follow:
    """Warm up, then fall to the share `final` in a line."""
    return Follow(lr, steps, warmup=warmup, curve=lambda done: 1 - (1 - final) * done)

"""Adam."""

from __future__ import annotations

from collections.abc import Sequence

from keras.optimizers import Adam

from scic.backends.keras.learning_rate import Schedule

EPSILON = 1e-8
"""What keeps a step finite where the gradient vanishes."""


def adam(schedule: Schedule, *, lr: float, betas: Sequence[float]) -> Adam:
    """Steps scaled by running means of the gradient and its square (Kingma & Ba 2015)."""
    return Adam(schedule(lr), beta_1=betas[0], beta_2=betas[1], epsilon=EPSILON)

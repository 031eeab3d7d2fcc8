"""AdamW."""

from __future__ import annotations

from collections.abc import Sequence

from keras.optimizers import AdamW

from scic.backends.keras.decay import UNDECAYED
from scic.backends.keras.learning_rate import Schedule

EPSILON = 1e-8
"""What keeps a step finite where the gradient vanishes."""


def adamw(schedule: Schedule, *, lr: float, weight_decay: float, betas: Sequence[float]) -> AdamW:
    """Adam whose weight decay stands apart from the gradient (Loshchilov & Hutter 2019)."""
    optimizer = AdamW(schedule(lr), weight_decay, beta_1=betas[0], beta_2=betas[1], epsilon=EPSILON)
    optimizer.exclude_from_weight_decay(var_names=UNDECAYED)
    return optimizer

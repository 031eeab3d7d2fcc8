"""RMSprop."""

from __future__ import annotations

from keras.optimizers import RMSprop

from scic.backends.keras.learning_rate import Schedule

EPSILON = 1e-16
"""What keeps a step finite where the gradient vanishes; under the root, so the square of what stands beside it."""


def rmsprop(schedule: Schedule, *, lr: float, smoothing: float, momentum: float) -> RMSprop:
    """Steps scaled by a running mean of the squared gradient (Tieleman & Hinton 2012)."""
    return RMSprop(schedule(lr), rho=smoothing, momentum=momentum, epsilon=EPSILON)

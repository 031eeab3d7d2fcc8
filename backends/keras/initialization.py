"""How weights begin."""

from __future__ import annotations

from math import sqrt

from keras.initializers import RandomUniform, VarianceScaling


def rectified(gain: float = 2.0) -> VarianceScaling:
    """A normal start that keeps the variance through a rectifier (He et al. 2015).

    `gain` is the squared factor of another nonlinearity.
    """
    return VarianceScaling(scale=gain, mode="fan_in", distribution="untruncated_normal")


def uniform(fan_in: int) -> RandomUniform:
    """A uniform start for a layer that nothing rectifies, for weights and biases; each reads `fan_in` numbers."""
    bound = 1 / sqrt(fan_in)
    return RandomUniform(-bound, bound)

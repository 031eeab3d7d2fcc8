"""Normalisations, with the constants that PyTorch has for them.

Keras' own defaults follow the running statistics ten times as slowly, too slow for a few hundred steps, and
divide by at least 0.03. In training the running variance is that of the batch, without Bessel's correction.
"""

from __future__ import annotations

from keras import layers

EPSILON = 1e-5
"""What is added to a variance before it divides."""
MOMENTUM = 0.9
"""How much of a running statistic stays at each step."""


def batch_normalization(name: str = "normalization") -> layers.BatchNormalization:
    """Normalise each channel over a batch (Ioffe & Szegedy 2015)."""
    return layers.BatchNormalization(momentum=MOMENTUM, epsilon=EPSILON, name=name)


def layer_normalization(name: str = "normalization") -> layers.LayerNormalization:
    """Normalise each record over its channels (Ba et al. 2016)."""
    return layers.LayerNormalization(epsilon=EPSILON, name=name)


def group_normalization(groups: int, name: str = "normalization") -> layers.GroupNormalization:
    """Normalise each record over groups of its channels (Wu & He 2018)."""
    return layers.GroupNormalization(groups, epsilon=EPSILON, name=name)

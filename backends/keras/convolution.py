"""Convolutions over pictures of two and three dimensions."""

from __future__ import annotations

from math import gcd

import keras
from keras import layers

from scic.backends.keras.initialization import rectified
from scic.backends.keras.normalization import batch_normalization, group_normalization

CONVOLUTION = {2: layers.Conv2D, 3: layers.Conv3D}
TRANSPOSED = {2: layers.Conv2DTranspose, 3: layers.Conv3DTranspose}
HALVING = {2: layers.MaxPooling2D, 3: layers.MaxPooling3D}
DROPOUT = {2: layers.SpatialDropout2D, 3: layers.SpatialDropout3D}
GROUPS = 8
"""Groups of a group normalisation, as far as they divide the channels."""


def normalization_layers(kind: str | None, channels: int, name: str) -> list[keras.layers.Layer]:
    """`batch` or `group` normalisation of a map; nothing for None."""
    if kind == "batch":
        return [batch_normalization(name)]
    if kind == "group":
        return [group_normalization(gcd(GROUPS, channels), name)]
    return []


def convolution_block(
    name: str,
    channels: int,
    width: int,
    *,
    rank: int,
    convolutions: int,
    normalization: str | None,
    dropout: float,
    halving: tuple[int, ...] | None = None,
) -> keras.Sequential:
    """Some 3x3(x3) convolutions to `width` channels, each normalised and rectified, then channel dropout.

    With `halving`, maxima come first, over two places of each axis for which it has a 2, and one where it has a 1; an
    odd number of places is rounded up.
    """
    stack = [HALVING[rank](halving, padding="same", name="halving")] if halving else []
    for number in range(1, convolutions + 1):
        convolution = CONVOLUTION[rank](
            width,
            kernel_size=3,
            padding="same",
            # a normalisation takes away what a bias would add
            use_bias=normalization is None,
            kernel_initializer=rectified(),
            name=f"convolution{number}",
        )
        normal = normalization_layers(normalization, width, f"normalization{number}")
        stack += [convolution, *normal, layers.ReLU(name=f"relu{number}")]
    block = keras.Sequential([*stack, DROPOUT[rank](dropout, name="dropout")], name=name)
    block.build((None, *[None] * rank, channels))
    return block

"""Convolutions over pictures of two and three dimensions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import gcd

from torch import nn

CONVOLUTION: dict[int, type[nn.Conv2d] | type[nn.Conv3d]] = {2: nn.Conv2d, 3: nn.Conv3d}
TRANSPOSED: dict[int, Callable[..., nn.Module]] = {2: nn.ConvTranspose2d, 3: nn.ConvTranspose3d}
HALVING: dict[int, type[nn.MaxPool2d] | type[nn.MaxPool3d]] = {2: nn.MaxPool2d, 3: nn.MaxPool3d}
BATCH_NORM: dict[int, type[nn.BatchNorm2d] | type[nn.BatchNorm3d]] = {2: nn.BatchNorm2d, 3: nn.BatchNorm3d}
DROPOUT: dict[int, type[nn.Dropout2d] | type[nn.Dropout3d]] = {2: nn.Dropout2d, 3: nn.Dropout3d}
GROUPS = 8
"""Groups of a group normalisation, as far as they divide the channels."""


def halving_layer(factors: Sequence[int], *, round_up: bool = False) -> nn.Module:
    """Maxima over two places of each axis for which `factors` has a 2, and over one where it has a 1."""
    return HALVING[len(factors)](tuple(factors), ceil_mode=round_up)


def normalization_layer(kind: str | None, channels: int, rank: int) -> nn.Module:
    """`batch` or `group` normalisation of a map; None for neither."""
    if kind == "batch":
        return BATCH_NORM[rank](channels)
    if kind == "group":
        return nn.GroupNorm(gcd(GROUPS, channels), channels)
    return nn.Identity()


def convolution_block(
    channels: int, width: int, *, rank: int, convolutions: int, normalization: str | None, dropout: float
) -> nn.Sequential:
    """Some 3x3(x3) convolutions to `width` channels, each normalised and rectified, then channel dropout."""
    layers: list[nn.Module] = []
    for place in range(convolutions):
        convolution = CONVOLUTION[rank](
            width if place else channels,
            width,
            kernel_size=3,
            padding=1,
            # a normalisation takes away what a bias would add
            bias=normalization is None,
        )
        nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")
        if convolution.bias is not None:
            nn.init.zeros_(convolution.bias)
        layers += [convolution, normalization_layer(normalization, width, rank), nn.ReLU()]
    return nn.Sequential(*layers, DROPOUT[rank](dropout))

"""A U-Net for images and volumes."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from scic.backends.components.field.image.pytorch import ImageInput
from scic.backends.pytorch.convolution import HALVING, TRANSPOSED, convolution_block
from scic.backends.pytorch.pooling import GlobalPool


class Up(nn.Module):
    """A step up: the grid twice as fine, joined with the map of the same grid on the way down."""

    def __init__(
        self,
        channels: int,
        width: int,
        *,
        rank: int,
        convolutions: int,
        normalization: str | None,
        dropout: float,
    ) -> None:
        super().__init__()
        self.finer = TRANSPOSED[rank](channels, width, kernel_size=2, stride=2)
        self.block = convolution_block(
            2 * width,
            width,
            rank=rank,
            convolutions=convolutions,
            normalization=normalization,
            dropout=dropout,
        )

    def forward(self, maps: Tensor, skip: Tensor) -> Tensor:
        """(B, channels, *space) and (B, width, *2 space) to (B, width, *2 space)."""
        joined: Tensor = self.block(torch.cat([skip, self.finer(maps)], dim=1))
        return joined


class Unet(nn.Module):
    """A path down to coarse maps, a path up to fine ones, joined at every grid (Ronneberger et al. 2015).

    Gives maps (B, size, *space) on the grid of the input, whatever its size; with `pool`, vectors (B, size).
    """

    def __init__(
        self,
        inputs: ImageInput,
        *,
        depth: int,
        width: int,
        convolutions: int,
        normalization: str | None,
        dropout: float,
        pool: str | None,
    ) -> None:
        super().__init__()
        self.inputs = inputs
        self.size = width
        self.stride = 1
        self.depth = depth
        rank = inputs.rank
        widths = [width * 2**level for level in range(depth + 1)]

        def block(channels: int, width: int) -> nn.Module:
            return convolution_block(
                channels,
                width,
                rank=rank,
                convolutions=convolutions,
                normalization=normalization,
                dropout=dropout,
            )

        self.stem = block(inputs.channels, width)
        self.down = nn.ModuleList(
            nn.Sequential(HALVING[rank](2), block(finer, coarser)) for finer, coarser in pairwise(widths)
        )
        self.up = nn.ModuleList(
            Up(
                coarser,
                finer,
                rank=rank,
                convolutions=convolutions,
                normalization=normalization,
                dropout=dropout,
            )
            for finer, coarser in zip(widths[-2::-1], widths[:0:-1], strict=True)
        )
        self.features = GlobalPool(pool)

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers by name, in the order of computation: down to the neck, and up again."""
        *down, neck = self.down
        before = {f"block{number}": block for number, block in enumerate(down, start=1)}
        after = {f"block{number}": block for number, block in enumerate(self.up, start=self.depth)}
        return {"stem": self.stem, **before, "neck": neck, **after, "features": self.features}

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The representation of a batch."""
        return self.represent(self.inputs(batch))

    def represent(self, encoded: Tensor) -> Tensor:
        """The representation of an encoded input."""
        space = encoded.shape[2:]
        # every level halves the grid, so each side must be a multiple of 2 to the depth
        padding = [side for length in reversed(space) for side in (0, -length % 2**self.depth)]
        maps = self.stem(functional.pad(encoded, padding, mode="replicate"))
        skips = []
        for down in self.down:
            skips.append(maps)
            maps = down(maps)
        for up in self.up:
            maps = up(maps, skips.pop())
        for axis, length in enumerate(space, start=2):
            maps = maps.narrow(axis, 0, length)
        features: Tensor = self.features(maps)
        return features

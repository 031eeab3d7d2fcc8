"""A U-Net for images and volumes."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from scic.backends.components.field.image.pytorch import ImageInput
from scic.backends.pytorch.convolution import TRANSPOSED, convolution_block, halving_layer
from scic.backends.pytorch.pooling import GlobalPool
from scic.backends.shared.halving import halvings, strides


class Up(nn.Module):
    """A step up: the grid finer by a factor for each axis, joined with the map of the same grid on the way down."""

    def __init__(
        self,
        channels: int,
        width: int,
        *,
        factors: tuple[int, ...],
        convolutions: int,
        normalization: str | None,
        dropout: float,
    ) -> None:
        super().__init__()
        rank = len(factors)
        self.finer = TRANSPOSED[rank](channels, width, kernel_size=factors, stride=factors)
        self.block = convolution_block(
            2 * width,
            width,
            rank=rank,
            convolutions=convolutions,
            normalization=normalization,
            dropout=dropout,
        )

    def forward(self, maps: Tensor, skip: Tensor) -> Tensor:
        """(B, channels, *space) and (B, width, *finer space) to (B, width, *finer space)."""
        joined: Tensor = self.block(torch.cat([skip, self.finer(maps)], dim=1))
        return joined


class Unet(nn.Module):
    """A path down to coarse maps, a path up to fine ones, joined at every grid (Ronneberger et al. 2015).

    A step down halves the grid, but along no axis of a volume whose places lie twice as far apart as others do.
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
        self.depth = depth
        rank = inputs.rank
        factors = halvings(inputs.spacing, depth)
        self.multiples = strides(inputs.spacing, depth)
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
            nn.Sequential(halving_layer(each), block(finer, coarser))
            for each, (finer, coarser) in zip(factors, pairwise(widths), strict=True)
        )
        self.up = nn.ModuleList(
            Up(
                coarser,
                finer,
                factors=each,
                convolutions=convolutions,
                normalization=normalization,
                dropout=dropout,
            )
            for each, finer, coarser in zip(factors[::-1], widths[-2::-1], widths[:0:-1], strict=True)
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
        # every side must be a multiple of what the levels divide it by
        missing = [-length % multiple for length, multiple in zip(space, self.multiples, strict=True)]
        padding = [side for after in reversed(missing) for side in (0, after)]
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

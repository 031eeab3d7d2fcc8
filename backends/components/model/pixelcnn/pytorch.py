"""PixelCNN."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log, prod
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from scic.backends.pytorch.latent_input import LatentInput


class Pixelcnn(nn.Module):
    """Random numbers (B, n), one for each value, become pictures (B, C, height, width), value by value.

    The distribution of a value, over `levels` steps from the lowest to the highest of `values`, hangs on the values
    above it and on those to its left (van den Oord et al. 2016, section 3). The channels of a pixel lie beside each
    other, so that each knows those before it. Pictures are given in units of the spread in `target` about its mean.
    """

    mean: Tensor
    spread: Tensor

    def __init__(
        self,
        inputs: LatentInput,
        *,
        values: Sequence[float],
        levels: int,
        width: int,
        blocks: int,
        space: Sequence[int],
        target: Mapping[str, Any],
    ) -> None:
        super().__init__()
        self.inputs = inputs
        self.size = self.channels = int(target["channels"])
        self.space = tuple(space)
        self.low, self.high = values
        self.levels = levels
        self.register_buffer("mean", torch.tensor(target["mean"], dtype=torch.float32))
        self.register_buffer("spread", torch.tensor(target["std"], dtype=torch.float32))
        self.first = MaskedConvolution(1, width, kernel_size=7, sees_itself=False)
        self.blocks = nn.ModuleList(Block(width) for _ in range(blocks))
        self.last = nn.Sequential(nn.ReLU(), nn.Conv2d(width, width, 1), nn.ReLU(), nn.Conv2d(width, levels, 1))

    @property
    def layers(self) -> dict[str, nn.Module]:
        """None by name: what a layer holds belongs to one value of many."""
        return {}

    def surprise(self, pictures: Tensor) -> Tensor:
        """The bits that a value of the pictures (B, height, width, C) costs, in the mean; in their own unit."""
        steps = ((pictures - self.low) / (self.high - self.low) * (self.levels - 1)).round()
        steps = steps.clamp(0, self.levels - 1).flatten(2).long()
        return functional.cross_entropy(self.scores(steps), steps) / log(2)

    def scores(self, steps: Tensor) -> Tensor:
        """The logits (B, levels, rows, columns) of every value, of the steps (B, rows, columns) before it."""
        maps: Tensor = self.first(steps[:, None].float() / (self.levels - 1) - 0.5)
        for block in self.blocks:
            maps = block(maps)
        scores: Tensor = self.last(maps)
        return scores

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The representation of a batch."""
        return self.represent(self.inputs(batch))

    def represent(self, encoded: Tensor) -> Tensor:
        """Draw the pictures: where a random number lies in the normal distribution picks the value."""
        height, width = self.space
        columns = width * self.channels
        shares = torch.special.ndtr(encoded)
        steps = torch.zeros_like(encoded, dtype=torch.long).reshape(-1, height, columns)
        for place in range(prod(self.space) * self.channels):
            row, column = divmod(place, columns)
            likely = self.scores(steps[:, : row + 1])[:, :, row, column].softmax(dim=1)
            step = (likely.cumsum(dim=1) < shares[:, place, None]).sum(dim=1)
            steps[:, row, column] = step.clamp(max=self.levels - 1)
        pictures = steps / (self.levels - 1) * (self.high - self.low) + self.low
        pictures = pictures.reshape(-1, height, width, self.channels)
        return ((pictures - self.mean) / self.spread).movedim(-1, 1)


class MaskedConvolution(nn.Conv2d):
    """A convolution that sees the rows above, the places to the left and, where it `sees_itself`, its own place."""

    mask: Tensor

    def __init__(self, given: int, width: int, *, kernel_size: int, sees_itself: bool) -> None:
        super().__init__(given, width, kernel_size, padding=kernel_size // 2)
        middle = kernel_size // 2
        mask = torch.ones(kernel_size, kernel_size)
        mask[middle, middle + sees_itself :] = 0
        mask[middle + 1 :] = 0
        self.register_buffer("mask", mask, persistent=False)

    def forward(self, maps: Tensor) -> Tensor:
        """Convolve maps (B, C, height, width)."""
        return functional.conv2d(maps, self.weight * self.mask, self.bias, padding=self.padding)


class Block(nn.Module):
    """A residual block: narrower, a masked convolution, as wide as before (figure 5 of the paper)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        half = max(width // 2, 1)
        self.layers = nn.Sequential(
            nn.ReLU(),
            nn.Conv2d(width, half, kernel_size=1),
            nn.ReLU(),
            MaskedConvolution(half, half, kernel_size=3, sees_itself=True),
            nn.ReLU(),
            nn.Conv2d(half, width, kernel_size=1),
        )

    def forward(self, maps: Tensor) -> Tensor:
        """The maps, and what the block adds to them."""
        added: Tensor = self.layers(maps)
        return maps + added

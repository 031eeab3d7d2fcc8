"""Pictures as a network computes with them."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

import torch
from torch import Tensor

from scic.backends.pytorch.encoder import Encoder


class ImageInput(Encoder):
    """Encodes pictures (B, *space, C) of raw intensities as (B, C, *space), standardised by channel.

    `space` is (height, width), or (depth, height, width) of a volume. The mean and spread are the training
    records'. What a pretrained network saw had mean 0 and spread 1 as well, so it is given what it knows.
    `spacing` is how far apart voxels lie along each axis.
    """

    mean: Tensor
    spread: Tensor

    def __init__(self, facts: Mapping[str, Any], field: str) -> None:
        super().__init__()
        self.field = field
        self.names = [field]
        self.channels = int(facts["channels"])
        self.space = tuple(int(length) for length in facts["size"])
        self.rank = len(self.space)
        self.spacing: list[float] = facts.get("spacing") or [1.0] * self.rank
        self.shape = (self.channels, *self.space)
        self.size = prod(self.shape)

        spread = torch.tensor(facts["std"], dtype=torch.float32)
        self.register_buffer("mean", torch.tensor(facts["mean"], dtype=torch.float32))
        # a channel of one value has no spread to divide by
        self.register_buffer("spread", torch.where(spread > 0, spread, torch.ones_like(spread)))

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The encoded pictures, (B, C, *space)."""
        standardised = (batch[self.field] - self.mean) / self.spread
        return standardised.movedim(-1, 1)

    def fold(self, attribution: Tensor) -> Tensor:
        """Sum over the channels: (B, C, *space) to (B, *space)."""
        return attribution.sum(dim=1)

"""Two pictures of one grid as a network computes with them."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import torch
from torch import Tensor, nn

from scic.backends.components.field.image.pytorch import ImageInput
from scic.backends.pytorch.encoder import Encoder
from scic.backends.shared.pairing import same_space


class PairInput(Encoder):
    """Encodes two pictures, each (B, *space, C) of raw intensities, as one of all their channels (B, channels, *space).

    Raises DataError where they are not of one size.
    """

    def __init__(self, parts: Sequence[ImageInput]) -> None:
        super().__init__()
        same_space({part.field: part.space for part in parts})
        fixed = parts[1]
        self.parts: Sequence[ImageInput] = nn.ModuleList(parts)  # type: ignore[assignment]
        self.names = [part.field for part in parts]
        self.channels = sum(part.channels for part in parts)
        self.space, self.rank, self.spacing = fixed.space, fixed.rank, fixed.spacing
        self.shape = (self.channels, *self.space)
        self.size = prod(self.shape)

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The encoded pictures, (B, channels, *space)."""
        return torch.cat([part(batch) for part in self.parts], dim=1)

    def fold(self, attribution: Tensor) -> Tensor:
        """Sum over the channels of both: (B, channels, *space) to (B, *space)."""
        return attribution.sum(dim=1)

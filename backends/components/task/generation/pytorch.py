"""Generation: head and decoding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from scic.backends.pytorch.convolution import CONVOLUTION


class Generation(nn.Module):
    """Makes pictures of maps (B, size, *space) on the grid of their pixels.

    The head works in units of the true pictures' spread about their mean, as `standardised` gives them; what
    `forward` gives is
    in the unit of the pictures. There is no head where the network's pictures are `finished`. `field` is the true
    picture, (B, *space, C).
    """

    mean: Tensor
    spread: Tensor

    def __init__(self, size: int, facts: Mapping[str, Any], *, field: str, finished: bool = False) -> None:
        super().__init__()
        self.field = field
        self.channels = int(facts["channels"])
        convolution = CONVOLUTION[len(facts["size"])]
        self.head = nn.Identity() if finished else convolution(size, self.channels, kernel_size=3, padding=1)
        self.register_buffer("mean", torch.tensor(facts["mean"], dtype=torch.float32))
        self.register_buffer("spread", torch.tensor(facts["std"], dtype=torch.float32))

    def forward(self, representation: Tensor) -> Tensor:
        """The pictures (B, *space, C) in the unit of the true ones."""
        pictures: Tensor = self.head(representation).movedim(1, -1) * self.spread + self.mean
        return pictures

    def real(self, batch: dict[str, Tensor]) -> Tensor:
        """The true pictures of a batch, (B, *space, C)."""
        return batch[self.field]

    def standardised(self, pictures: Tensor) -> Tensor:
        """Pictures (B, *space, C) in units of their spread about their mean, channels first: (B, C, *space)."""
        return ((pictures - self.mean) / self.spread).movedim(-1, 1)

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The `pictures`, float32 (B, *space, C)."""
        return {"pictures": output.detach().float().cpu().numpy()}

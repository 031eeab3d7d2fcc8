"""Random holes."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from scic.backends.pytorch.spatial import extent, moved


class Cutout(nn.Module):
    """Covers a box in some of the images with their mean colour (DeVries & Taylor 2017).

    `size` is the side of the box as a share of each side of the image; it may lie partly outside. Masks stay
    as they are: the network is to tell what is hidden from what surrounds it.
    """

    def __init__(self, fields: Mapping[str, str], *, size: float, probability: float) -> None:
        super().__init__()
        self.fields = {name: kind for name, kind in fields.items() if kind == "image"}
        self.size = size
        self.probability = probability

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The batch with boxes in its images covered."""
        count, space, device = extent(batch, self.fields)
        rank = len(space)
        covered = torch.rand(count, *[1] * (rank + 1), device=device) < self.probability
        for axis, length in enumerate(space, start=1):
            side = max(1, round(self.size * length))
            first = torch.randint(length, (count, 1), device=device) - side // 2
            place = torch.arange(length, device=device)
            inside = (place >= first) & (place < first + side)
            covered = covered & inside.reshape(count, *(length if each == axis else 1 for each in range(1, rank + 2)))
        cut = {}
        for name, value in moved(batch, self.fields).items():
            colour = value.mean(dim=tuple(range(1, rank + 1)), keepdim=True)
            cut[name] = torch.where(covered, colour, value)
        return {**batch, **cut}

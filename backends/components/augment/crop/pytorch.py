"""Random crops of the size of the image."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from scic.backends.pytorch.spatial import extent, moved


class Crop(nn.Module):
    """Pads each record by a share of its size on every side and crops it back at a random place.

    The padding mirrors the record at its border, so masks need no class for what lies beyond.
    """

    def __init__(self, fields: Mapping[str, str], *, padding: float) -> None:
        super().__init__()
        self.fields = dict(fields)
        self.padding = padding

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The batch with its records shifted."""
        count, space, device = extent(batch, self.fields)
        rank = len(space)
        index = [torch.arange(count, device=device).reshape(-1, *[1] * rank)]
        for axis, length in enumerate(space):
            reach = min(round(self.padding * length), length - 1)
            shift = torch.randint(-reach, reach + 1, (count, 1), device=device)
            place = (torch.arange(length, device=device) + shift).abs()
            mirrored = length - 1 - (length - 1 - place).abs()
            index.append(mirrored.reshape(count, *(length if each == axis else 1 for each in range(rank))))
        cropped = {name: value[tuple(index)] for name, value in moved(batch, self.fields).items()}
        return {**batch, **cropped}

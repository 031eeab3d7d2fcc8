"""Random mirror images."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from scic.backends.pytorch.spatial import by_record, extent, mirrored, moved

LAST_AXES = {"horizontal": (1,), "vertical": (2,), "both": (1, 2)}
"""Axes of the space, counted from the last; `all` stands for every one."""


class Flip(nn.Module):
    """Mirrors each record along each of the axes, each with a probability."""

    def __init__(self, fields: Mapping[str, str], *, axes: str, probability: float) -> None:
        super().__init__()
        self.fields = dict(fields)
        self.axes = axes
        self.probability = probability

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The batch with some records mirrored."""
        count, space, device = extent(batch, self.fields)
        flipped = dict(batch)
        for axis in self.chosen(len(space)):
            chosen = torch.rand(count, device=device) < self.probability
            for name, value in moved(flipped, self.fields).items():
                flipped[name] = torch.where(
                    by_record(chosen, value), mirrored(value, self.fields[name], axis, space), value
                )
        return flipped

    def chosen(self, rank: int) -> list[int]:
        """The axes of a batch that are mirrored."""
        if self.axes == "all":
            return list(range(1, rank + 1))
        return [rank + 1 - last for last in LAST_AXES[self.axes]]

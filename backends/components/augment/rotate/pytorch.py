"""Random rotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn

from scic.backends.pytorch.spatial import extent, look_up, positions


class Rotate(nn.Module):
    """Turns each record by a random angle, in degrees, about the middle of the plane of the last two axes.

    What turns in from beyond the border is mirrored, in masks too.
    """

    def __init__(self, fields: Mapping[str, str], *, degrees: Sequence[float]) -> None:
        super().__init__()
        self.fields = dict(fields)
        self.low, self.high = degrees

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The batch with its records turned, counter-clockwise for positive angles."""
        count, space, device = extent(batch, self.fields)
        degrees = self.low + (self.high - self.low) * torch.rand(count, device=device)
        angle = degrees.deg2rad().reshape(count, *[1] * len(space))
        middle = torch.tensor([(length - 1) / 2 for length in space], device=device)
        *rest, down, right = (positions(space, device) - middle).unbind(dim=-1)
        # each pixel looks where it came from, so the turn is the opposite one; rows count downwards
        turned_down = angle.cos() * down + angle.sin() * right
        turned_right = angle.cos() * right - angle.sin() * down
        axes = [axis.expand_as(turned_down) for axis in rest]
        where = torch.stack([*axes, turned_down, turned_right], dim=-1) + middle
        return look_up(batch, self.fields, where)

"""Random quarter turns."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from scic.backends.pytorch.spatial import by_record, extent, moved, turned


class Rotate90(nn.Module):
    """Turns each record by 0, 90, 180 or 270 degrees in the plane of the last two axes.

    Where that plane is no square, only by 0 or 180. No pixel is interpolated.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__()
        self.fields = dict(fields)

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The batch with its records turned."""
        count, space, device = extent(batch, self.fields)
        possible = (0, 1, 2, 3) if space[-1] == space[-2] else (0, 2)
        turns = torch.tensor(possible, device=device)[torch.randint(len(possible), (count,), device=device)]
        changed = dict(batch)
        for name, value in moved(batch, self.fields).items():
            for quarters in possible[1:]:
                chosen = by_record(turns == quarters, value)
                changed[name] = torch.where(chosen, turned(value, self.fields[name], quarters, space), changed[name])
        return changed

"""Noise2Self: learn to denoise from noisy pictures alone, by predicting hidden pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from scic.backends.pytorch.objective import total
from scic.backends.pytorch.self_supervised import SelfSupervised
from scic.backends.pytorch.stage import Batch


class Noise2self(SelfSupervised):
    """One step: hide the pixels of a grid, and predict what was measured there (Batson & Royer 2019).

    `pictures` are the fields whose pixels are hidden, all at the same places. Since a hidden pixel has no part in its
    own prediction, and the noise of its neighbours says nothing of its own, the loss is least for the picture without
    noise (their proposition 1).
    """

    def __init__(self, model: nn.Module, *, pictures: Sequence[str], grid: int, **stage: Any) -> None:
        super().__init__(model, **stage)
        self.pictures = tuple(pictures)
        self.grid = grid

    def objective(self, batch: Batch) -> Tensor:
        """How far the predictions of hidden pixels are from the measurements."""
        batch = self.augment.change(batch)
        hidden = dict(batch)
        where = hidden_places(batch[self.pictures[0]], self.grid)
        for name in self.pictures:
            hidden[name] = torch.where(where, neighbours(batch[name]), batch[name])
        outputs = self.model(hidden)
        tasks = self.model.tasks.items()
        return total([self.model.weights[name] * task.distance(outputs[name], batch, where) for name, task in tasks])


def hidden_places(pictures: Tensor, grid: int) -> Tensor:
    """One pixel in `grid` along each axis, beginning at a random place: true where it is hidden, (*space, 1)."""
    space = pictures.shape[1:-1]
    where = torch.ones((), dtype=torch.bool, device=pictures.device)
    for length in space:
        first = torch.randint(grid, (), device=pictures.device)
        where = where.unsqueeze(-1) & (torch.arange(length, device=pictures.device) % grid == first)
    return where.unsqueeze(-1)


def neighbours(pictures: Tensor) -> Tensor:
    """The mean of the pixels around each pixel (B, *space, C), the nearer ones counting twice for each axis shared.

    A pixel has no part in its own mean; the border is mirrored.
    """
    rank = pictures.ndim - 2
    blurred = pictures
    for axis in range(1, rank + 1):
        length = blurred.shape[axis]
        before = torch.cat([blurred.narrow(axis, 1, 1), blurred.narrow(axis, 0, length - 1)], dim=axis)
        after = torch.cat([blurred.narrow(axis, 1, length - 1), blurred.narrow(axis, length - 2, 1)], dim=axis)
        blurred = before + 2 * blurred + after
    itself, everything = 2**rank, 4**rank
    mean: Tensor = (blurred - itself * pictures) / (everything - itself)
    return mean

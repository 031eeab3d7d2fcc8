"""Random elastic deformations."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, pi, sqrt

import torch
from torch import Tensor, nn
from torch.nn import functional

from scic.backends.pytorch.spatial import extent, look_up, positions

REACH = 3
"""How far a Gaussian is followed, in units of its sigma."""


class Elastic(nn.Module):
    """Moves every pixel a little, its neighbours with it (Simard et al. 2003).

    Each pixel is first moved at random by up to `alpha` pixels along each axis; then these moves are blurred
    by `sigma` pixels, which leaves about alpha / (6 sigma) of them. The border is mirrored, in masks too.
    """

    def __init__(self, fields: Mapping[str, str], *, alpha: float, sigma: float) -> None:
        super().__init__()
        self.fields = dict(fields)
        self.alpha = alpha
        self.sigma = sigma

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The batch with its records deformed."""
        count, space, device = extent(batch, self.fields)
        rank = len(space)
        moves = 2 * torch.rand(count * rank, *space, device=device) - 1
        for axis in range(1, rank + 1):
            moves = self.blurred(moves, axis)
        # a third axis to blur along would leave less; this keeps what two axes leave
        strength = self.alpha * (2 * sqrt(pi) * self.sigma) ** (rank / 2 - 1)
        moves = strength * moves.reshape(count, rank, *space).movedim(1, -1)
        return look_up(batch, self.fields, positions(space, device) + moves)

    def blurred(self, values: Tensor, axis: int) -> Tensor:
        """Blur along an axis with a Gaussian; beyond the border nothing moves."""
        reach = ceil(REACH * self.sigma)
        distance = torch.arange(-reach, reach + 1, device=values.device, dtype=values.dtype)
        kernel = (-0.5 * (distance / self.sigma) ** 2).exp()
        lines = values.movedim(axis, -1)
        flat = lines.reshape(-1, 1, lines.shape[-1])
        blurred = functional.conv1d(flat, (kernel / kernel.sum())[None, None], padding=reach)
        return blurred.reshape(lines.shape).movedim(-1, axis)

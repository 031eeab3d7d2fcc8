"""Registration: losses and decoding of a motion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from scic.backends.pytorch.objective import Loss, objective


class Registration(nn.Module):
    """Compares a moved picture with the fixed one, and asks the motion to be smooth.

    It reads (B, size, *space): the channels of the moved picture, then the displacement along each axis. `field` is
    the fixed picture, (B, *space, C), with the labels of both pictures behind its channels where there are any. The
    losses compare pictures in units of the moving pictures' spread; what `forward` gives is in their own unit.
    """

    mean: Tensor
    spread: Tensor

    def __init__(
        self,
        size: int,
        facts: Mapping[str, Any],
        *,
        field: str,
        losses: Sequence[tuple[float, Loss]],
        smoothness: float,
    ) -> None:
        super().__init__()
        self.field, self.smoothness = field, smoothness
        self.losses = tuple(losses)
        self.channels = int(facts["channels"])
        self.register_buffer("mean", torch.tensor(facts["mean"], dtype=torch.float32))
        self.register_buffer("spread", torch.tensor(facts["std"], dtype=torch.float32))

    def forward(self, representation: Tensor) -> Tensor:
        """The moved pictures in their own unit, then the displacement in pixels: (B, *space, C + rank)."""
        registered = representation.movedim(1, -1).float()
        pictures = registered[..., : self.channels] * self.spread + self.mean
        return torch.cat([pictures, registered[..., self.channels :]], dim=-1)

    def loss(self, output: Tensor, batch: dict[str, Tensor]) -> Tensor:
        """How unlike the moved and the fixed picture are, and how rough the displacement is; nobody marks an answer."""
        moved, displacement = output[..., : self.channels], output[..., self.channels :]
        fixed = batch[self.field][..., : self.channels]
        present = torch.ones(len(fixed), dtype=torch.bool, device=fixed.device)
        unlike = objective(self.losses, self._standardised(moved), self._standardised(fixed), present)
        return unlike + self.smoothness * roughness(displacement)

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The moved `pictures` (B, *space, C) and the `displacement` (B, *space, rank), float32."""
        found = output.detach().float().cpu().numpy()
        return {"pictures": found[..., : self.channels], "displacement": found[..., self.channels :]}

    def truth(self, batch: dict[str, Tensor]) -> np.ndarray:
        """What `decode` is to be compared with: the fixed pictures, and the labels of both behind them."""
        return batch[self.field].cpu().numpy()

    def explained(self, output: Tensor) -> Tensor:
        """The mean squared length of the moves of each record, (B,): what an explanation explains."""
        return output[..., self.channels :].square().sum(dim=-1).flatten(1).mean(dim=1)

    def _standardised(self, pictures: Tensor) -> Tensor:
        return (pictures - self.mean) / self.spread


def roughness(displacement: Tensor) -> Tensor:
    """The mean squared difference of neighbours' displacements (B, *space, rank), averaged over the axes."""
    axes = range(1, displacement.ndim - 1)
    return torch.stack([displacement.diff(dim=axis).square().mean() for axis in axes]).mean()

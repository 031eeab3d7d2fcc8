"""Denoising: head, loss and decoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from scic.backends.pytorch.convolution import CONVOLUTION
from scic.backends.pytorch.objective import Loss, objective


class Denoising(nn.Module):
    """Predicts a picture without its noise from a map (B, size, *space) on the grid of its pixels.

    The head works in units of the noisy pictures' spread about their mean, and so does the loss; what `forward` gives
    is in the unit of the pictures. `field` is the clean picture, `given` the noisy one, both (B, *space, C).
    """

    mean: Tensor
    spread: Tensor

    def __init__(
        self,
        size: int,
        facts: Mapping[str, Any],
        *,
        field: str,
        given: str,
        losses: Sequence[tuple[float, Loss]],
        space: Sequence[int],
    ) -> None:
        super().__init__()
        self.field, self.given = field, given
        self.losses = tuple(losses)
        self.head = CONVOLUTION[len(space)](size, int(facts["channels"]), kernel_size=1)
        self.register_buffer("mean", torch.tensor(facts["mean"], dtype=torch.float32))
        self.register_buffer("spread", torch.tensor(facts["std"], dtype=torch.float32))

    def forward(self, representation: Tensor) -> Tensor:
        """The denoised pictures (B, *space, C) in the unit of the noisy ones."""
        pictures: Tensor = self.head(representation).movedim(1, -1) * self.spread + self.mean
        return pictures

    def loss(self, output: Tensor, batch: dict[str, Tensor]) -> Tensor:
        """How far the denoised pictures are from the clean ones."""
        return self._objective(output, batch[self.field])

    def distance(self, output: Tensor, batch: dict[str, Tensor], where: Tensor) -> Tensor:
        """How far they are from the noisy ones, at the pixels where `where` is true; it is as large as a picture."""
        given = batch[self.given]
        return self._objective(output, torch.where(where, given, torch.nan))

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The denoised `pictures`, float32 (B, *space, C)."""
        return {"pictures": output.detach().float().cpu().numpy()}

    def truth(self, batch: dict[str, Tensor]) -> np.ndarray:
        """What `decode` is to be compared with: the clean pictures (B, *space, C)."""
        return batch[self.field].cpu().numpy()

    def explained(self, output: Tensor) -> Tensor:
        """The denoised pixel in the middle of each record, (B,): what an explanation explains."""
        middle = output
        for length in output.shape[1:-1]:
            middle = middle[:, length // 2]
        return middle.sum(dim=1)

    def _objective(self, output: Tensor, target: Tensor) -> Tensor:
        present = torch.ones(len(target), dtype=torch.bool, device=target.device)
        return objective(self.losses, self._standardised(output), self._standardised(target), present)

    def _standardised(self, pictures: Tensor) -> Tensor:
        return (pictures - self.mean) / self.spread

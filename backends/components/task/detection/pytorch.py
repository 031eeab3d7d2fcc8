"""Detection: what a detector finds, beside what was marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from torch import Tensor, nn


class Detector(Protocol):
    """A network that owns its loss and its decoding."""

    def __call__(self, batch: dict[str, Tensor]) -> Any:
        """What it makes of a batch."""

    def loss(self, representation: Any, boxes: Tensor) -> Tensor:
        """The mean loss, given the boxes (B, n, 5)."""

    def detect(self, representation: Any) -> Tensor:
        """What it finds, best first: (B, n, 6), corners, score and class; -1 is the class of a row to spare."""


class Detection(nn.Module):
    """Asks a detector for its boxes, and teaches it those that were marked."""

    def __init__(self, size: int, facts: Mapping[str, Any], *, field: str, detector: Detector) -> None:
        super().__init__()
        self.field = field
        # in a list, so that its weights are not those of a head as well
        self.detectors = [detector]

    def forward(self, representation: Any) -> Any:
        """What is found, (B, n, 6); in training, where nothing is to be decoded, the representation itself."""
        return representation if self.training else self.detectors[0].detect(representation)

    def loss(self, output: Any, batch: dict[str, Tensor]) -> Tensor:
        """The loss of a batch, over the records that are marked."""
        (detector,) = self.detectors
        return detector.loss(output if self.training else detector(batch), batch[self.field])

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """Corners `boxes` (B, n, 4) in pixels, `scores` (B, n) and `classes` (B, n), -1 for a row to spare."""
        found = output.detach().float().cpu().numpy()
        return {"boxes": found[..., :4], "scores": found[..., 4], "classes": found[..., 5].astype(np.int64)}

    def truth(self, batch: dict[str, Tensor]) -> np.ndarray:
        """How many boxes each record has, (B, 1)."""
        return (batch[self.field][..., 4] >= 0).sum(dim=1, keepdim=True).float().cpu().numpy()

    def explained(self, output: Tensor) -> Tensor:
        """The summed scores of what is found, (B,): what an explanation explains."""
        return output[..., 4].sum(dim=1)

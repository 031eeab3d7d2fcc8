"""Segmentation: head, loss and decoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from torch import Tensor, nn
from torch.nn import functional

from scic.backends.pytorch.convolution import CONVOLUTION
from scic.backends.pytorch.objective import Loss, objective

SMOOTH = {2: "bilinear", 3: "trilinear"}


class Segmentation(nn.Module):
    """Predicts a class for every pixel from a map (B, size, *grid).

    `space` is the size of the image in pixels. A map on a coarser grid is interpolated to it.
    """

    def __init__(
        self,
        size: int,
        facts: Mapping[str, Any],
        *,
        field: str,
        losses: Sequence[tuple[float, Loss]],
        space: Sequence[int],
    ) -> None:
        super().__init__()
        self.field = field
        self.losses = tuple(losses)
        self.space = tuple(space)
        self.head = CONVOLUTION[len(self.space)](size, len(facts["classes"]), kernel_size=1)

    def forward(self, representation: Tensor) -> Tensor:
        """The logits (B, classes, *space)."""
        logits: Tensor = self.head(representation)
        if logits.shape[2:] == self.space:
            return logits
        return functional.interpolate(logits, size=self.space, mode=SMOOTH[len(self.space)])

    def loss(self, output: Tensor, batch: dict[str, Tensor]) -> Tensor:
        """The loss of a batch, over the records that have a mask."""
        target = batch[self.field]
        present = (target >= 0).flatten(1).any(dim=1)
        return objective(self.losses, output, target, present, class_weights=None)

    def confident(self, output: Tensor, threshold: float) -> Tensor:
        """The predicted class of every pixel, as a target; -1 where its probability is below the threshold."""
        confidence, predicted = output.detach().float().softmax(dim=1).max(dim=1)
        return predicted.masked_fill(confidence < threshold, -1)

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The most probable of the `classes` at every pixel, uint8 (B, *space)."""
        return {"classes": output.detach().argmax(dim=1).cpu().numpy().astype(np.uint8)}

    def truth(self, batch: dict[str, Tensor]) -> np.ndarray:
        """What `decode` is to be compared with: classes (B, *space), -1 where ignored."""
        return batch[self.field].cpu().numpy()

    def explained(self, output: Tensor) -> Tensor:
        """The summed logits of the pixels predicted as foreground, (B,): what an explanation explains."""
        highest, predicted = output.max(dim=1)
        return (highest * (predicted > 0)).flatten(1).sum(dim=1)

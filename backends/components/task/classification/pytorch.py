"""Classification: head, loss and decoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from scic.backends.pytorch.objective import Loss, objective


class Classification(nn.Module):
    """Predicts one of several classes, or with `multilabel` any number of them, from a vector (B, size).

    `class_weights` is `balanced` to let each class weigh as if all had been equally frequent in training.
    """

    class_weights: Tensor | None

    def __init__(
        self,
        size: int,
        facts: Mapping[str, Any],
        *,
        field: str,
        losses: Sequence[tuple[float, Loss]],
        class_weights: str | None,
        multilabel: bool = False,
    ) -> None:
        super().__init__()
        self.field = field
        self.losses = tuple(losses)
        self.multilabel = multilabel
        self.head = nn.Linear(size, len(facts["classes"]))
        weights = balanced(facts["counts"]) if class_weights == "balanced" else None
        self.register_buffer("class_weights", weights, persistent=False)

    def forward(self, representation: Tensor) -> Tensor:
        """The logits (B, classes)."""
        logits: Tensor = self.head(representation)
        return logits

    def loss(self, output: Tensor, batch: dict[str, Tensor]) -> Tensor:
        """The loss of a batch, over the records that have a class."""
        target = batch[self.field]
        present = ~target.isnan().any(dim=1) if self.multilabel else target >= 0
        return objective(self.losses, output, target, present, class_weights=self.class_weights)

    def answer(self, output: Tensor) -> Tensor:
        """The probabilities (B, classes), of each label on its own where there may be several; with their gradient."""
        return output.float().sigmoid() if self.multilabel else output.float().softmax(dim=1)

    def confident(self, output: Tensor, threshold: float) -> Tensor:
        """What is predicted, as a target; missing where the probability of it is below the threshold."""
        probabilities = self.answer(output.detach())
        if self.multilabel:
            sure = torch.maximum(probabilities, 1 - probabilities) >= threshold
            return probabilities.round().masked_fill(~sure, torch.nan)
        confidence, predicted = probabilities.max(dim=1)
        return predicted.masked_fill(confidence < threshold, -1)

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The `probabilities` (B, classes), of each label on its own where there may be several."""
        return {"probabilities": self.answer(output.detach()).cpu().numpy()}

    def truth(self, batch: dict[str, Tensor]) -> np.ndarray:
        """What `decode` is to be compared with: classes (B,) or labels (B, classes)."""
        return batch[self.field].cpu().numpy()

    def explained(self, output: Tensor) -> Tensor:
        """The logit of the predicted class of each record, (B,): what an explanation explains."""
        return output.amax(dim=1)


def balanced(counts: Sequence[int]) -> Tensor:
    """Weights in inverse proportion to the counts, 1 on average over the records."""
    found = torch.tensor(counts, dtype=torch.float32)
    return found.sum() / (len(found) * found.clamp(min=1))

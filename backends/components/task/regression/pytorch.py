"""Regression: head, loss and decoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from scic.backends.pytorch.objective import Loss, objective


class Regression(nn.Module):
    """Predicts numbers from a vector (B, size).

    The head works in units of the training records' spread about their mean, and so does the loss; what
    `forward` gives is in the units of the data.
    """

    mean: Tensor
    spread: Tensor

    def __init__(
        self, size: int, facts: Mapping[str, Any], *, field: str, losses: Sequence[tuple[float, Loss]]
    ) -> None:
        super().__init__()
        self.field = field
        self.losses = tuple(losses)
        self.head = nn.Linear(size, len(facts["names"]))
        spread = torch.tensor(facts["std"], dtype=torch.float32)
        self.register_buffer("mean", torch.tensor(facts["mean"], dtype=torch.float32))
        # a constant target has no spread to divide by
        self.register_buffer("spread", torch.where(spread > 0, spread, torch.ones_like(spread)))

    def forward(self, representation: Tensor) -> Tensor:
        """The predicted values (B, k) in the units of the data."""
        values: Tensor = self.head(representation) * self.spread + self.mean
        return values

    def loss(self, output: Tensor, batch: dict[str, Tensor]) -> Tensor:
        """The loss of a batch, over the values that are known."""
        target = batch[self.field]
        present = ~target.isnan().all(dim=1)
        return objective(self.losses, self._standardised(output), self._standardised(target), present)

    def answer(self, output: Tensor) -> Tensor:
        """The predicted values (B, k) in units of their spreads, with their gradient."""
        return self._standardised(output)

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The predicted `values` (B, k)."""
        return {"values": output.detach().float().cpu().numpy()}

    def truth(self, batch: dict[str, Tensor]) -> np.ndarray:
        """What `decode` is to be compared with: values (B, k), NaN where unknown."""
        return batch[self.field].cpu().numpy()

    def explained(self, output: Tensor) -> Tensor:
        """The predicted value of each record, (B,); of several, the sum in units of their spreads."""
        if output.shape[1] == 1:
            return output[:, 0]
        return self._standardised(output).sum(dim=1)

    def _standardised(self, values: Tensor) -> Tensor:
        return (values - self.mean) / self.spread

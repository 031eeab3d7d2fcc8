"""Control: the head that chooses actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from torch import Tensor, nn


class Control(nn.Module):
    """Prefers one of several actions, from a vector (B, size)."""

    def __init__(self, size: int, facts: Mapping[str, Any]) -> None:
        super().__init__()
        self.head = nn.Linear(size, len(facts["classes"]))

    def forward(self, representation: Tensor) -> Tensor:
        """The preference for each action (B, actions), as logits."""
        logits: Tensor = self.head(representation)
        return logits

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The `probabilities` of the actions (B, actions)."""
        return {"probabilities": output.detach().float().softmax(dim=1).cpu().numpy()}

    def explained(self, output: Tensor) -> Tensor:
        """The logit of the chosen action of each record, (B,): what an explanation explains."""
        return output.amax(dim=1)

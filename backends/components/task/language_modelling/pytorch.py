"""Language modelling: head, loss and decoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from torch import Tensor, nn

from scic.backends.pytorch.objective import Loss, objective


class LanguageModelling(nn.Module):
    """Predicts the next letter at every place of a sequence, from what a causal network makes of it, (B, L, size).

    The kinds of letters are those of the alphabet, after a first one for letters that nobody knows.
    """

    def __init__(
        self, size: int, facts: Mapping[str, Any], *, field: str, losses: Sequence[tuple[float, Loss]]
    ) -> None:
        super().__init__()
        self.field = field
        self.losses = tuple(losses)
        self.head = nn.Linear(size, 1 + len(facts["letters"]))

    def forward(self, representation: Tensor) -> Tensor:
        """The logits of the letter after each place, (B, L, kinds)."""
        logits: Tensor = self.head(representation)
        return logits

    def loss(self, output: Tensor, batch: dict[str, Tensor]) -> Tensor:
        """The loss of a batch, over the letters that have one before them."""
        # the code of padding is 0, that of the first kind 1
        target = batch[self.field][:, 1:].long() - 1
        present = (target >= 0).any(dim=1)
        return objective(self.losses, output[:, :-1].movedim(2, 1), target, present, class_weights=None)

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The `log_probabilities` of the letter after each place, float32 (B, L, kinds)."""
        return {"log_probabilities": output.detach().float().log_softmax(dim=2).cpu().numpy()}

    def truth(self, batch: dict[str, Tensor]) -> np.ndarray:
        """What `decode` is to be compared with, one place later: codes (B, L)."""
        return batch[self.field].cpu().numpy()

    def explained(self, output: Tensor) -> Tensor:
        """The logit of the likeliest last letter of a record, (B,): what an explanation explains."""
        # a network gives 0 where there is no letter, and the head its biases
        letters = (output != self.head.bias).any(dim=2).sum(dim=1)
        before = (letters - 2).clamp(min=0)
        return output.amax(dim=2).gather(1, before[:, None])[:, 0]

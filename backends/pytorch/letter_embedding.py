"""What a letter is, and where it stands, as one vector."""

from __future__ import annotations

import torch
from torch import Tensor, nn

SPREAD = 0.02
"""The standard deviation of the first vectors of places."""


class LetterEmbedding(nn.Module):
    """A learnt vector for each letter and each place, added: (B, L, letters) to (B, L, width)."""

    def __init__(self, longest: int, letters: int, width: int, dropout: float) -> None:
        super().__init__()
        self.letters = nn.Linear(letters, width)
        self.places = nn.Parameter(torch.randn(longest, width) * SPREAD)
        self.dropout = nn.Dropout(dropout)

    def forward(self, letters: Tensor) -> Tensor:
        """The vectors added; what stands behind the `longest` training sequence counts as its last place."""
        places = torch.arange(letters.shape[1], device=letters.device).clamp(max=len(self.places) - 1)
        embedded: Tensor = self.dropout(self.letters(letters) + self.places[places])
        return embedded

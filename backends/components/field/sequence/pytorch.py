"""Sequences as a network computes with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from scic.backends.components.field.sequence.shared import KNOWN
from scic.backends.pytorch.encoder import Encoder


class SequenceInput(Encoder):
    """Encodes letters, codes (B, L), as (B, L, 1 + letters): whether a place is there, and a 0/1 for each letter.

    An explanation leaves the length as it is: only letters count for something.
    """

    def __init__(self, facts: Mapping[str, Any], field: str) -> None:
        super().__init__()
        self.field = field
        self.names = [field]
        self.letters = len(facts["letters"])
        self.shape = (int(facts["length"]), 1 + self.letters)
        self.size = self.shape[0] * self.shape[1]

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The encoded letters, (B, L, 1 + letters)."""
        codes = batch[self.field].long()[..., None]
        letters = codes == torch.arange(KNOWN, KNOWN + self.letters, device=codes.device)
        return torch.cat([codes > 0, letters], dim=-1).float()

    def fold(self, attribution: Tensor) -> Tensor:
        """Sum over the letters of each place: (B, L, 1 + letters) to (B, L)."""
        return attribution.sum(dim=2)

    def groups(self, encoded: Tensor) -> Tensor:
        """The place that each element belongs to, (1, L, 1 + letters)."""
        places, width = encoded.shape[1:]
        return torch.arange(places, device=encoded.device)[None, :, None].expand(1, places, width)

    def refilled(self, encoded: Tensor, content: Tensor) -> Tensor:
        """The same places with the letters of `content`."""
        return torch.cat([encoded[..., :1], content[..., 1:]], dim=-1)

    def present(self, encoded: Tensor) -> Tensor:
        """Where there is a letter, (B, L)."""
        return encoded[..., 0] > 0.5

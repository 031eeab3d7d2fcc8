"""A recurrent network (Hochreiter & Schmidhuber 1997; Cho et al. 2014)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from scic.backends.pytorch.encoder import Encoder
from scic.backends.pytorch.letter_embedding import LetterEmbedding


class Lstm(nn.Module):
    """Recurrent layers; gives vectors (B, size), or without `pool` one a place, (B, L, size)."""

    def __init__(
        self, inputs: Encoder, *, pool: str | None, cell: str, width: int, depth: int, bidirectional: bool,
        dropout: float, positions: bool,
    ) -> None:  # fmt: skip
        super().__init__()
        self.inputs = inputs
        self.size = width * (2 if bidirectional else 1)
        longest, letters = inputs.shape
        self.embedding = LetterEmbedding(longest, letters - 1, width, dropout) if positions else None
        sizes = [width if positions else letters - 1] + [self.size] * (depth - 1)
        self.steps = nn.ModuleList(Recurrent(size, width, cell, bidirectional, dropout) for size in sizes)
        self.features = StepPool(pool, self.size)

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers by name, in the order of computation."""
        embedding = {"embedding": self.embedding} if self.embedding is not None else {}
        steps = {f"layer{number}": step for number, step in enumerate(self.steps, start=1)}
        return {**embedding, **steps, "features": self.features}

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The representation of a batch."""
        return self.represent(self.inputs(batch))

    def represent(self, encoded: Tensor) -> Tensor:
        """The representation of an encoded input."""
        # a place is there or not: no gradient asks what half a place would do
        mask = (encoded[..., 0] > 0.5).to(encoded.dtype)
        letters = encoded[..., 1:]
        steps = self.embedding(letters) if self.embedding is not None else letters
        for step in self.steps:
            steps = step(steps, mask)
        features: Tensor = self.features(steps, mask)
        return features


class Recurrent(nn.Module):
    """One recurrent layer over padded sequences: (B, L, C) to (B, L, size)."""

    def __init__(self, size: int, width: int, cell: str, bidirectional: bool, dropout: float) -> None:
        super().__init__()
        kind = nn.LSTM if cell == "lstm" else nn.GRU
        self.ahead = kind(size, width, batch_first=True)
        self.back = kind(size, width, batch_first=True) if bidirectional else None
        self.dropout = nn.Dropout(dropout)

    def forward(self, steps: Tensor, mask: Tensor) -> Tensor:
        """The steps read; `mask` (B, L) is 1 where there is one."""
        read = self.ahead(steps)[0]
        if self.back is not None:
            # each sequence turned about within its own length, so that padding stays behind it
            places = torch.arange(steps.shape[1], device=steps.device)
            length = mask.sum(dim=1, keepdim=True).long()
            order = torch.where(places < length, length - 1 - places, places)
            turned = self.back(_ordered(steps, order))[0]
            read = torch.cat([read, _ordered(turned, order)], dim=-1)
        dropped: Tensor = self.dropout(read * mask[..., None])
        return dropped


class StepPool(nn.Module):
    """The places of a sequence as one vector, by `attention`, `mean` or `max`; None keeps them."""

    def __init__(self, kind: str | None, size: int) -> None:
        super().__init__()
        self.kind = kind
        self.score = (
            nn.Sequential(nn.Linear(size, size), nn.Tanh(), nn.Linear(size, 1)) if kind == "attention" else None
        )

    def forward(self, steps: Tensor, mask: Tensor) -> Tensor:
        """The pooled steps; `mask` (B, L) is 1 where there is one."""
        there, low = mask[..., None], torch.finfo(steps.dtype).min
        if self.score is not None:
            weights = torch.where(there > 0, self.score(steps), low).softmax(dim=1)
            return (weights * steps).sum(dim=1)
        if self.kind == "max":
            return torch.where(there > 0, steps, low).amax(dim=1)
        return steps if self.kind is None else (steps * there).sum(dim=1) / there.sum(dim=1).clamp(min=1)


def _ordered(steps: Tensor, order: Tensor) -> Tensor:
    return torch.gather(steps, 1, order[..., None].expand(-1, -1, steps.shape[2]))

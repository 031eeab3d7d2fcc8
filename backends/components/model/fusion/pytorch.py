"""The fusion of several networks."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn


class Fusion(nn.Module):
    """Joins the vectors (B, size) of several networks: one behind the other, or their sum.

    `sizes` are the widths of the members by name, in the order in which they are joined.
    """

    def __init__(self, sizes: Mapping[str, int], *, how: str) -> None:
        super().__init__()
        if how == "sum" and len(set(sizes.values())) > 1:
            raise ValueError(f"a sum needs vectors of one width, these have {dict(sizes)}")
        self.members, self.how = tuple(sizes), how
        self.size = sum(sizes.values()) if how == "concat" else next(iter(sizes.values()))
        self.features = nn.Identity()

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers by name, in the order of computation."""
        return {"features": self.features}

    def forward(self, given: Mapping[str, Tensor]) -> Tensor:
        """The joined representation, (B, size)."""
        vectors = [given[name] for name in self.members]
        joined: Tensor = self.features(
            torch.cat(vectors, dim=1) if self.how == "concat" else torch.stack(vectors).sum(0)
        )
        return joined

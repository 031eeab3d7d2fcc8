"""Numbers and categories of a table as one vector."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from scic.backends.pytorch.encoder import Encoder


class TableInput(Encoder):
    """Encodes a packed table: `numeric` (B, n), NaN where missing, and `categories` (B, k), 0 where missing.

    In this order: the numbers, standardised with the training records' mean and spread, a missing one at the
    mean; a 1 for each missing number of those columns that miss some in training; a 0/1 for each category of
    each column, all 0 where the category is missing or new.
    """

    mean: Tensor
    spread: Tensor
    indicated: Tensor
    column: Tensor
    code: Tensor
    owner: Tensor

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__()
        numeric, categories = list(facts["numeric"]), dict(facts["categories"])
        self.names = numeric + list(categories)
        spread = torch.tensor(facts["std"], dtype=torch.float32)
        indicated = [place for place, share in enumerate(facts["missing"]) if share > 0]
        column = [place for place, values in enumerate(categories.values()) for _ in values]
        code = [number for values in categories.values() for number in range(1, len(values) + 1)]
        owner = [*range(len(numeric)), *indicated, *(len(numeric) + place for place in column)]
        self.size = len(owner)
        self.shape = (self.size,)

        self.register_buffer("mean", torch.tensor(facts["mean"], dtype=torch.float32))
        # a constant column has no spread to divide by
        self.register_buffer("spread", torch.where(spread > 0, spread, torch.ones_like(spread)))
        self.register_buffer("indicated", torch.tensor(indicated, dtype=torch.int64), persistent=False)
        self.register_buffer("column", torch.tensor(column, dtype=torch.int64), persistent=False)
        self.register_buffer("code", torch.tensor(code, dtype=torch.int64), persistent=False)
        self.register_buffer("owner", torch.tensor(owner, dtype=torch.int64), persistent=False)

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The encoded table, (B, size)."""
        parts = []
        if len(self.mean):
            numeric = batch["numeric"]
            missing = numeric.isnan()
            parts.append((torch.where(missing, self.mean, numeric) - self.mean) / self.spread)
            if len(self.indicated):
                parts.append(missing[:, self.indicated].to(self.mean.dtype))
        if len(self.code):
            matches = batch["categories"][:, self.column] == self.code
            parts.append(matches.to(self.mean.dtype))
        return torch.cat(parts, dim=1)

    def fold(self, attribution: Tensor) -> Tensor:
        """Sum the elements of each column: (B, size) to (B, columns), in the order of `names`."""
        folded = attribution.new_zeros(len(attribution), len(self.names))
        return folded.index_add(1, self.owner, attribution)

    def groups(self, encoded: Tensor) -> Tensor:
        """The column that each encoded element belongs to, (1, size)."""
        return self.owner[None]

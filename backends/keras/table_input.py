"""Numbers and categories of a table as one vector."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from keras import ops

from scic.backends.keras.encoder import Encoder
from scic.backends.keras.measured import divisors, measured
from scic.backends.keras.tensor import Batch, Tensor


class TableInput(Encoder):
    """Encodes a packed table: `numeric` (B, n), NaN where missing, and `categories` (B, k), 0 where missing.

    In this order: the numbers, standardised with the training records' mean and spread, a missing one at the
    mean; a 1 for each missing number of those columns that miss some in training; a 0/1 for each category of
    each column, all 0 where the category is missing or new.
    """

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__()
        numeric, categories = list(facts["numeric"]), dict(facts["categories"])
        indicated = [place for place, share in enumerate(facts["missing"]) if share > 0]
        column = [place for place, values in enumerate(categories.values()) for _ in values]
        code = [number for values in categories.values() for number in range(1, len(values) + 1)]
        owner = [*range(len(numeric)), *indicated, *(len(numeric) + place for place in column)]
        self.names = numeric + list(categories)
        self.size = len(owner)
        self.shape = (self.size,)
        self.indicated, self.column, self.code, self.owner = (
            np.array(places, dtype="int32") for places in (indicated, column, code, owner)
        )
        self.numeric = len(numeric)
        if self.numeric:
            self.mean = measured(self, "mean", facts["mean"])
            self.spread = measured(self, "spread", divisors(facts["std"]))

    def call(self, batch: Batch) -> Tensor:
        """The encoded table, (B, size)."""
        parts = []
        if self.numeric:
            numeric = batch["numeric"]
            missing = ops.isnan(numeric)
            parts.append(ops.where(missing, 0.0, (numeric - self.mean) / self.spread))
            if len(self.indicated):
                parts.append(ops.cast(ops.take(missing, self.indicated, axis=1), self.dtype))
        if len(self.code):
            matches = ops.equal(ops.take(batch["categories"], self.column, axis=1), self.code)
            parts.append(ops.cast(matches, self.dtype))
        return ops.concatenate(parts, axis=1)

    def fold(self, attribution: np.ndarray) -> np.ndarray:
        """Sum the elements of each column: (B, size) to (B, columns), in the order of `names`."""
        belongs = np.eye(len(self.names), dtype=attribution.dtype)[self.owner]
        folded: np.ndarray = attribution @ belongs
        return folded

    def groups(self) -> np.ndarray:
        """The column that each encoded element belongs to, (1, size)."""
        return self.owner[None]

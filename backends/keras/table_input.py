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
        column = [place for place, values in enumerate(categories.values()) for _ in values]
        self.indicated = [place for place, share in enumerate(facts["missing"]) if share > 0]
        self.codes = [np.arange(1, len(values) + 1) for values in categories.values()]
        self.owner = np.array([*range(len(numeric)), *self.indicated, *(len(numeric) + place for place in column)])
        self.names = numeric + list(categories)
        self.size = len(self.owner)
        self.shape = (self.size,)
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
            # columns by slices: indexing by a list is written as ONNX by no engine but jax
            parts.extend(ops.cast(missing[:, place : place + 1], self.dtype) for place in self.indicated)
        for place, codes in enumerate(self.codes):
            matches = ops.equal(batch["categories"][:, place : place + 1], codes)
            parts.append(ops.cast(matches, self.dtype))
        return ops.concatenate(parts, axis=1)

    def fold(self, attribution: np.ndarray) -> np.ndarray:
        """Sum the elements of each column: (B, size) to (B, columns), in the order of `names`."""
        belongs = np.eye(len(self.names), dtype=attribution.dtype)[self.owner]
        folded: np.ndarray = attribution @ belongs
        return folded

    def groups(self, encoded: np.ndarray) -> np.ndarray:
        """The column that each encoded element belongs to, (1, size)."""
        return self.owner[None]

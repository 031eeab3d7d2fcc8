"""The fusion of several networks."""

from __future__ import annotations

from collections.abc import Mapping

import keras
from keras import ops

from scic.backends.keras.tensor import Tensor


class Fusion(keras.layers.Layer):
    """Joins the vectors (B, size) of several networks: one behind the other, or their sum.

    `sizes` are the widths of the members by name, in the order in which they are joined.
    """

    def __init__(self, sizes: Mapping[str, int], *, how: str) -> None:
        super().__init__(autocast=False)
        if how == "sum" and len(set(sizes.values())) > 1:
            raise ValueError(f"a sum needs vectors of one width, these have {dict(sizes)}")
        self.members, self.how = tuple(sizes), how
        self.size = sum(sizes.values()) if how == "concat" else next(iter(sizes.values()))
        self.built = True

    def call(self, given: Mapping[str, Tensor]) -> Tensor:
        """The joined representation, (B, size)."""
        vectors = [given[name] for name in self.members]
        return ops.concatenate(vectors, axis=1) if self.how == "concat" else sum(vectors)

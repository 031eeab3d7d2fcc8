"""Molecules as a network computes with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from keras import ops

from scic.backends.components.field.smiles.shared import KNOWN
from scic.backends.keras.graph import Graph, GraphInput
from scic.backends.keras.tensor import Batch, Tensor


class SmilesInput(GraphInput):
    """Encodes molecules, codes (B, N, atom properties + N * bond properties), as graphs of 0/1 features.

    Each value of a property that occurs in training has a feature of its own; a value that does not has none.
    """

    def __init__(self, facts: Mapping[str, Any], field: str) -> None:
        super().__init__()
        self.field = field
        self.names = [field]
        self.atom = [len(known) for known in facts["atom"].values()]
        self.bond = [len(known) for known in facts["bond"].values()]
        self.node_features, self.edge_features = sum(self.atom), sum(self.bond)
        atoms = int(facts["atoms"])
        self.shape = (atoms, 1 + self.node_features + atoms * (1 + self.edge_features))
        self.size = atoms * self.shape[1]

    def call(self, batch: Batch) -> Tensor:
        """The encoded graphs, (B, N, width)."""
        codes = ops.cast(batch[self.field], "int32")
        atoms, rest = codes[:, :, : len(self.atom)], codes[:, :, len(self.atom) :]
        bonds = ops.reshape(rest, (-1, codes.shape[1], codes.shape[1], len(self.bond)))
        adjacency, mask = (ops.cast(each[..., 0] > 0, self.dtype) for each in (bonds, atoms))
        return self.pack(Graph(self._features(atoms, self.atom), self._features(bonds, self.bond), adjacency, mask))

    def _features(self, codes: Tensor, sizes: Sequence[int]) -> Tensor:
        """A 0/1 for each known value of each property: (..., properties) to (..., features)."""
        # properties by slices: indexing by a list is written as ONNX by no engine but jax
        matches = [
            ops.equal(codes[..., place : place + 1], np.arange(KNOWN, KNOWN + size, dtype="int32"))
            for place, size in enumerate(sizes)
        ]
        return ops.cast(ops.concatenate(matches, axis=-1), self.dtype)

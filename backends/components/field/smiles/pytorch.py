"""Molecules as a network computes with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from scic.backends.components.field.smiles.shared import KNOWN
from scic.backends.pytorch.graph import Graph, GraphInput


class SmilesInput(GraphInput):
    """Encodes molecules, codes (B, N, atom properties + N * bond properties), as graphs of 0/1 features.

    Each value of a property that occurs in training has a feature of its own; a value that does not has none.
    """

    atom_property: Tensor
    atom_code: Tensor
    bond_property: Tensor
    bond_code: Tensor

    def __init__(self, facts: Mapping[str, Any], field: str) -> None:
        super().__init__()
        self.field = field
        self.names = [field]
        self.properties = len(facts["atom"])
        self.bond_properties = len(facts["bond"])
        for part in ("atom", "bond"):
            owner, code = _features(list(facts[part].values()))
            self.register_buffer(f"{part}_property", owner, persistent=False)
            self.register_buffer(f"{part}_code", code, persistent=False)
        self.node_features, self.edge_features = len(self.atom_code), len(self.bond_code)
        atoms = int(facts["atoms"])
        self.shape = (atoms, 1 + self.node_features + atoms * (1 + self.edge_features))
        self.size = atoms * self.shape[1]

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The encoded graphs, (B, N, width)."""
        codes = batch[self.field].long()
        atoms, count = codes[..., : self.properties], codes.shape[1]
        bonds = codes[..., self.properties :].reshape(-1, count, count, self.bond_properties)
        nodes = (atoms[..., self.atom_property] == self.atom_code).float()
        edges = (bonds[..., self.bond_property] == self.bond_code).float()
        return self.pack(Graph(nodes, edges, (bonds[..., 0] > 0).float(), (atoms[..., 0] > 0).float()))


def _features(values: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor]:
    """The property of each feature, and the code that it stands for."""
    owner = [place for place, known in enumerate(values) for _ in known]
    code = [number for known in values for number, _ in enumerate(known, KNOWN)]
    return torch.tensor(owner, dtype=torch.int64), torch.tensor(code, dtype=torch.int64)

"""Padded graphs: what networks on graphs read, and how the vectors of nodes become one."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from scic.backends.pytorch.encoder import Encoder


class Graph(NamedTuple):
    """A batch of graphs of at most N nodes."""

    nodes: Tensor
    """The features of each node, (B, N, node features), 0 where there is no node."""
    edges: Tensor
    """Those of each edge, (B, N, N, edge features), 0 where there is no edge."""
    adjacency: Tensor
    """1 where an edge joins two nodes, (B, N, N), and 0 elsewhere."""
    mask: Tensor
    """1 where there is a node, (B, N), and 0 elsewhere."""


class GraphInput(Encoder):
    """Encodes graphs as (B, N, width): a row is a node with its edges.

    A row holds whether the node is there, its features, and for each of the N nodes whether an edge leads there and
    that edge's features. An explanation leaves the structure as it is: only features count for something, and those
    of an edge count half for either node.
    """

    node_features: int
    edge_features: int

    def pack(self, graph: Graph) -> Tensor:
        """The graphs as one array, (B, N, width)."""
        edges = torch.cat([graph.adjacency[..., None], graph.edges], dim=-1)
        return torch.cat([graph.mask[..., None], graph.nodes, edges.flatten(2)], dim=-1)

    def unpack(self, encoded: Tensor) -> Graph:
        """The graphs of such an array."""
        first, nodes = 1 + self.node_features, encoded.shape[1]
        edges = encoded[..., first:].reshape(-1, nodes, nodes, 1 + self.edge_features)
        # the structure is there or not: no gradient asks what half an edge would do
        adjacency, mask = ((there > 0.5).to(encoded.dtype) for there in (edges[..., 0], encoded[..., 0]))
        return Graph(encoded[..., 1:first], edges[..., 1:], adjacency, mask)

    def fold(self, attribution: Tensor) -> Tensor:
        """Sum over the features of each node and of its edges: (B, N, width) to (B, N)."""
        return attribution.sum(dim=2)

    def groups(self, encoded: Tensor) -> Tensor:
        """The node that each element belongs to, (1, N, width)."""
        nodes, width = encoded.shape[1:]
        return torch.arange(nodes, device=encoded.device)[None, :, None].expand(1, nodes, width)

    def refilled(self, encoded: Tensor, content: Tensor) -> Tensor:
        """The same structure with the features of `content`."""
        return torch.where(self._structure(encoded), encoded, content)

    def present(self, encoded: Tensor) -> Tensor:
        """Where there is a node, (B, N)."""
        return encoded[..., 0] > 0.5

    def _structure(self, encoded: Tensor) -> Tensor:
        """Which places of a row say what is there, (width,)."""
        edges = torch.arange(encoded.shape[2] - 1 - self.node_features, device=encoded.device)
        nodes = torch.arange(1 + self.node_features, device=encoded.device)
        return torch.cat([nodes == 0, edges % (1 + self.edge_features) == 0])


class NodePool(nn.Module):
    """The `mean`, `sum` or `max` of each channel over the nodes: (B, N, C) to (B, C).

    None keeps the nodes, 0 where there is none.
    """

    def __init__(self, kind: str | None) -> None:
        super().__init__()
        self.kind = kind

    def forward(self, nodes: Tensor, mask: Tensor) -> Tensor:
        """The pooled nodes; `mask` (B, N) is 1 where there is one."""
        there = mask[..., None]
        if self.kind is None:
            return nodes * there
        if self.kind == "max":
            return torch.where(there > 0, nodes, torch.finfo(nodes.dtype).min).amax(dim=1)
        total = (nodes * there).sum(dim=1)
        return total if self.kind == "sum" else total / there.sum(dim=1).clamp(min=1)

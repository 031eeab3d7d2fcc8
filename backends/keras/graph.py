"""Padded graphs: what networks on graphs read, and how the vectors of nodes become one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from keras import ops

from scic.backends.keras.encoder import Encoder
from scic.backends.keras.tensor import Tensor

NOWHERE = -1e9
"""Less than any channel: what a maximum sees where there is no node."""


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
        nodes = graph.nodes.shape[1]
        edges = ops.concatenate([ops.expand_dims(graph.adjacency, -1), graph.edges], axis=-1)
        edges = ops.reshape(edges, (-1, nodes, nodes * (1 + self.edge_features)))
        return ops.concatenate([ops.expand_dims(graph.mask, -1), graph.nodes, edges], axis=-1)

    def unpack(self, encoded: Tensor) -> Graph:
        """The graphs of such an array."""
        first, nodes = 1 + self.node_features, encoded.shape[1]
        edges = ops.reshape(encoded[:, :, first:], (-1, nodes, nodes, 1 + self.edge_features))
        # the structure is there or not: no gradient asks what half an edge would do
        adjacency, mask = (ops.cast(there > 0.5, encoded.dtype) for there in (edges[..., 0], encoded[..., 0]))
        return Graph(encoded[:, :, 1:first], edges[..., 1:], adjacency, mask)

    def fold(self, attribution: np.ndarray) -> np.ndarray:
        """Sum over the features of each node and of its edges: (B, N, width) to (B, N)."""
        folded: np.ndarray = attribution.sum(axis=2)
        return folded

    def groups(self, encoded: np.ndarray) -> np.ndarray:
        """The node that each element belongs to, (1, N, width)."""
        nodes, width = encoded.shape[1:]
        return np.broadcast_to(np.arange(nodes)[None, :, None], (1, nodes, width))

    def refilled(self, encoded: np.ndarray, content: np.ndarray) -> np.ndarray:
        """The same structure with the features of `content`."""
        first = 1 + self.node_features
        edges = np.arange(encoded.shape[2] - first) % (1 + self.edge_features) == 0
        structure = np.concatenate([np.arange(first) == 0, edges])
        return np.where(structure, encoded, content)

    def present(self, encoded: np.ndarray) -> np.ndarray:
        """Where there is a node, (B, N)."""
        return encoded[..., 0] > 0.5


def node_pool(nodes: Tensor, mask: Tensor, kind: str | None) -> Tensor:
    """The `mean`, `sum` or `max` of each channel over the nodes: (B, N, C) to (B, C); None keeps the nodes.

    `mask` (B, N) is 1 where there is a node; what is kept is 0 elsewhere.
    """
    there = ops.cast(ops.expand_dims(mask, -1), nodes.dtype)
    if kind is None:
        return nodes * there
    if kind == "max":
        return ops.max(ops.where(there > 0, nodes, NOWHERE), axis=1)
    total = ops.sum(nodes * there, axis=1)
    return total if kind == "sum" else total / ops.maximum(ops.sum(there, axis=1), 1)

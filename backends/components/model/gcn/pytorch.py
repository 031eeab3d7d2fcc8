"""A graph convolutional network (Kipf & Welling 2017)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from scic.backends.pytorch.graph import Graph, GraphInput, NodePool


class GraphConvolution(nn.Module):
    """Nodes (B, N, C) become (B, N, width): the weighted mean of itself and its neighbours, mapped and rectified."""

    def __init__(self, channels: int, width: int, *, dropout: float, normalization: str | None) -> None:
        super().__init__()
        self.linear = nn.Linear(channels, width)
        nn.init.kaiming_normal_(self.linear.weight, nonlinearity="relu")
        nn.init.zeros_(self.linear.bias)
        self.normal = nn.LayerNorm(width) if normalization else nn.Identity()
        self.dropout = nn.Dropout(dropout)

    def forward(self, nodes: Tensor, weights: Tensor, mask: Tensor) -> Tensor:
        """The new nodes; `weights` (B, N, N) are those of the neighbours, `mask` (B, N, 1) is 0 where no node is."""
        mapped = self.normal(self.linear(weights @ nodes)).relu()
        dropped: Tensor = self.dropout(mapped) * mask
        return dropped


class Gcn(nn.Module):
    """Layers of graph convolutions; gives vectors (B, size), or without `pool` nodes (B, N, size)."""

    def __init__(
        self,
        inputs: GraphInput,
        *,
        pool: str | None,
        hidden: Sequence[int],
        dropout: float,
        normalization: str | None,
    ) -> None:
        super().__init__()
        self.inputs = inputs
        self.size = hidden[-1]
        self.blocks = nn.ModuleList()
        channels = inputs.node_features
        for width in hidden:
            self.blocks.append(GraphConvolution(channels, width, dropout=dropout, normalization=normalization))
            channels = width
        self.features = NodePool(pool)

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers by name, in the order of computation."""
        blocks = {f"block{number}": block for number, block in enumerate(self.blocks, start=1)}
        return {**blocks, "features": self.features}

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The representation of a batch."""
        return self.represent(self.inputs(batch))

    def represent(self, encoded: Tensor) -> Tensor:
        """The representation of an encoded input."""
        graph = self.inputs.unpack(encoded)
        weights = neighbor_weights(graph)
        nodes, mask = graph.nodes, graph.mask[..., None]
        for block in self.blocks:
            nodes = block(nodes, weights, mask)
        features: Tensor = self.features(nodes, graph.mask)
        return features


def neighbor_weights(graph: Graph) -> Tensor:
    """How much each node takes of every other, (B, N, N): 1 / sqrt(d_i d_j), where a node is its own neighbour too."""
    joined = graph.adjacency + torch.diag_embed(graph.mask)
    # padding has no neighbour, and its own number does not matter
    scale = joined.sum(dim=2).clamp(min=1).rsqrt()
    return scale[:, :, None] * joined * scale[:, None, :]

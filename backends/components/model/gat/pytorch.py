"""A graph attention network (Velickovic et al. 2018)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from scic.backends.pytorch.graph import GraphInput, NodePool


class GraphAttention(nn.Module):
    """Nodes (B, N, C) become (B, N, width): a mean of itself and its neighbours with learned weights, for each head."""

    def __init__(self, channels: int, width: int, *, heads: int, dropout: float, slope: float) -> None:
        super().__init__()
        self.heads, self.slope = heads, slope
        self.linear = nn.Linear(channels, width, bias=False)
        self.target = nn.Parameter(torch.empty(heads, width // heads))
        self.source = nn.Parameter(torch.empty(heads, width // heads))
        self.bias = nn.Parameter(torch.zeros(width))
        for weight in (self.linear.weight, self.target, self.source):
            nn.init.xavier_uniform_(weight)
        self.dropout = nn.Dropout(dropout)

    def forward(self, nodes: Tensor, joined: Tensor, mask: Tensor) -> Tensor:
        """The new nodes; `joined` (B, N, N) is true where one hears of the other, `mask` (B, N, 1) 0 for no node."""
        values = self.linear(nodes).unflatten(2, (self.heads, -1))
        # (B, heads, N, N): how much node i, along axis 2, attends to node j
        target, source = ((values * each).sum(3).movedim(2, 1) for each in (self.target, self.source))
        scores = functional.leaky_relu(target[..., :, None] + source[..., None, :], self.slope)
        lowest = torch.finfo(scores.dtype).min
        weights = self.dropout(scores.masked_fill(~joined[:, None], lowest).softmax(dim=3))
        heard = (weights @ values.movedim(2, 1)).movedim(1, 2).flatten(2)
        changed: Tensor = self.dropout(functional.elu(heard + self.bias)) * mask
        return changed


class Gat(nn.Module):
    """Layers of graph attention; gives vectors (B, size), or without `pool` nodes (B, N, size)."""

    def __init__(
        self,
        inputs: GraphInput,
        *,
        pool: str | None,
        hidden: Sequence[int],
        heads: int,
        dropout: float,
        slope: float,
    ) -> None:
        super().__init__()
        self.inputs = inputs
        self.size = hidden[-1]
        self.blocks = nn.ModuleList()
        channels = inputs.node_features
        for width in hidden:
            self.blocks.append(GraphAttention(channels, width, heads=heads, dropout=dropout, slope=slope))
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
        # every node hears of itself, padding too: a softmax over nothing has no value
        alone = torch.eye(graph.mask.shape[1], device=encoded.device)
        joined = graph.adjacency + alone > 0
        nodes, mask = graph.nodes, graph.mask[..., None]
        for block in self.blocks:
            nodes = block(nodes, joined, mask)
        features: Tensor = self.features(nodes, graph.mask)
        return features

"""A graph attention network (Velickovic et al. 2018)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import keras
from keras import layers, ops

from scic.backends.keras.graph import NOWHERE, GraphInput, node_pool
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish, Trunk


class GraphAttention(layers.Layer):
    """Nodes (B, N, C) become (B, N, width): a mean of itself and its neighbours with learned weights, for each head."""

    def __init__(self, channels: int, width: int, *, heads: int, dropout: float, slope: float, name: str) -> None:
        super().__init__(name=name)
        self.heads, self.width, self.slope = heads, width, slope
        self.linear = layers.Dense(width, use_bias=False, name="linear")
        part = (heads, width // heads)
        with keras.name_scope(name):
            self.linear.build((None, None, channels))
            self.target = self.add_weight(name="target", shape=part, initializer="glorot_uniform")
            self.source = self.add_weight(name="source", shape=part, initializer="glorot_uniform")
            self.bias = self.add_weight(name="bias", shape=(width,), initializer="zeros")
        self.dropout = layers.Dropout(dropout, name="dropout")
        self.built = True

    def call(self, nodes: Tensor, joined: Tensor, mask: Tensor, training: bool | None = None) -> Tensor:
        """The new nodes; `joined` (B, N, N) is true where one hears of the other, `mask` (B, N, 1) 0 for no node."""
        count = nodes.shape[1]
        values = ops.reshape(self.linear(nodes), (-1, count, self.heads, self.width // self.heads))
        values = ops.transpose(values, (0, 2, 1, 3))
        # (B, heads, N, N): how much node i, along axis 2, attends to node j
        target, source = (ops.sum(values * ops.expand_dims(each, 1), axis=3) for each in (self.target, self.source))
        scores = ops.leaky_relu(ops.expand_dims(target, 3) + ops.expand_dims(source, 2), self.slope)
        weights = ops.softmax(ops.where(ops.expand_dims(joined, 1), scores, NOWHERE), axis=3)
        heard = ops.matmul(self.dropout(weights, training=training), values)
        heard = ops.reshape(ops.transpose(heard, (0, 2, 1, 3)), (-1, count, self.width))
        return self.dropout(ops.elu(heard + self.bias), training=training) * mask


class Gat(Trunk):
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
        super().__init__(inputs)
        self.size = hidden[-1]
        self.pool = pool
        with keras.name_scope(self.name):
            self.blocks = [
                GraphAttention(channels, width, heads=heads, dropout=dropout, slope=slope, name=f"block{number}")
                for number, (channels, width) in enumerate(pairwise((inputs.node_features, *hidden)), start=1)
            ]

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The representation of an encoded input."""
        graph = self.inputs.unpack(encoded)
        # every node hears of itself, padding too: a softmax over nothing has no value
        joined = graph.adjacency + ops.eye(graph.mask.shape[1], dtype="float32") > 0
        nodes, mask = graph.nodes, ops.expand_dims(graph.mask, -1)
        for block in self.blocks:
            nodes = publish(block.name, block(nodes, joined, mask, training=training))
        return publish("features", node_pool(nodes, graph.mask, self.pool))

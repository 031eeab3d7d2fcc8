"""A message passing network (Gilmer et al. 2017)."""

from __future__ import annotations

import keras
from keras import layers, ops

from scic.backends.keras.dense import dense
from scic.backends.keras.graph import GraphInput, node_pool
from scic.backends.keras.initialization import uniform
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish, Trunk


class Mpnn(Trunk):
    """Some steps of messages along edges; gives vectors (B, width), or without `pool` nodes (B, N, width)."""

    def __init__(
        self, inputs: GraphInput, *, pool: str | None, width: int, steps: int, edge_width: int, dropout: float
    ) -> None:
        super().__init__(inputs)
        self.size, self.pool, self.steps, self.edge_width = width, pool, steps, edge_width
        self.embedding = dense(inputs.node_features, width, "embedding", activation="relu")
        self.edges = dense(inputs.edge_features, edge_width, "edges", activation="relu")
        # the last layer of the network that makes a matrix of an edge: a matrix for each of its units, added up
        spread = keras.initializers.RandomNormal(stddev=(edge_width * width) ** -0.5)
        self.matrices = layers.Dense(edge_width * width, use_bias=False, kernel_initializer=spread, name="matrices")
        self.update = layers.GRUCell(
            width,
            kernel_initializer=uniform(width),
            recurrent_initializer=uniform(width),
            bias_initializer=uniform(width),
            name="update",
        )
        self.dropout = layers.Dropout(dropout, name="dropout")
        with keras.name_scope(self.name):
            self.embedding.build((None, None, inputs.node_features))
            self.edges.build((None, None, None, inputs.edge_features))
            self.matrices.build((None, None, width))
            self.update.build((None, width))

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The representation of an encoded input."""
        graph = self.inputs.unpack(encoded)
        count = graph.mask.shape[1]
        # (B, N, N * edge width), 0 where there is no edge
        gates = self.edges(graph.edges) * ops.expand_dims(graph.adjacency, -1)
        gates = ops.reshape(gates, (-1, count, count * self.edge_width))
        nodes = publish("embedding", self.embedding(graph.nodes))
        for number in range(1, self.steps + 1):
            nodes = self.updated(nodes, self.messages(nodes, gates)) * ops.expand_dims(graph.mask, -1)
            nodes = publish(f"step{number}", self.dropout(nodes, training=training))
        return publish("features", node_pool(nodes, graph.mask, self.pool))

    def messages(self, nodes: Tensor, gates: Tensor) -> Tensor:
        """The sum of the messages to each node, (B, N, width).

        A message is A(e) h for the matrix A(e) of the edge. Since A(e) is a sum of matrices, weighted by the units of
        the edge, those are multiplied with h first: no edge needs a matrix of its own.
        """
        sent = ops.reshape(self.matrices(nodes), (-1, nodes.shape[1] * self.edge_width, self.size))
        return ops.matmul(gates, sent)

    def updated(self, nodes: Tensor, messages: Tensor) -> Tensor:
        """The nodes that have taken up their messages, (B, N, width)."""
        before, received = (ops.reshape(each, (-1, self.size)) for each in (nodes, messages))
        after, _ = self.update(received, [before])
        return ops.reshape(after, (-1, nodes.shape[1], self.size))

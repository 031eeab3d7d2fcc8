"""A graph convolutional network (Kipf & Welling 2017)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import keras
from keras import layers, ops

from scic.backends.keras.graph import Graph, GraphInput, node_pool
from scic.backends.keras.initialization import rectified
from scic.backends.keras.normalization import layer_normalization
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish, Trunk


class Gcn(Trunk):
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
        super().__init__(inputs)
        self.size = hidden[-1]
        self.pool = pool
        self.blocks = []
        for number, (channels, width) in enumerate(pairwise((inputs.node_features, *hidden)), start=1):
            linear = layers.Dense(width, kernel_initializer=rectified(), name="linear")
            normal = [layer_normalization()] if normalization else []
            nonlinear = [layers.ReLU(name="relu"), layers.Dropout(dropout, name="dropout")]
            block = keras.Sequential([linear, *normal, *nonlinear], name=f"block{number}")
            with keras.name_scope(self.name):
                block.build((None, None, channels))
            self.blocks.append(block)

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The representation of an encoded input."""
        graph = self.inputs.unpack(encoded)
        weights = neighbor_weights(graph)
        nodes, mask = graph.nodes, ops.expand_dims(graph.mask, -1)
        for block in self.blocks:
            nodes = publish(block.name, block(ops.matmul(weights, nodes), training=training) * mask)
        return publish("features", node_pool(nodes, graph.mask, self.pool))


def neighbor_weights(graph: Graph) -> Tensor:
    """How much each node takes of every other, (B, N, N): 1 / sqrt(d_i d_j), where a node is its own neighbour too."""
    nodes = graph.mask.shape[1]
    joined = graph.adjacency + ops.eye(nodes, dtype="float32") * ops.expand_dims(graph.mask, -1)
    # padding has no neighbour, and its own number does not matter
    scale = 1 / ops.sqrt(ops.maximum(ops.sum(joined, axis=2), 1))
    return ops.expand_dims(scale, 2) * joined * ops.expand_dims(scale, 1)

"""A transformer that reads from left to right (Vaswani et al. 2017)."""

from __future__ import annotations

import keras
import numpy as np
from keras import layers, ops

from scic.backends.keras.dense import placewise
from scic.backends.keras.encoder import Encoder
from scic.backends.keras.letter_embedding import LetterEmbedding
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish, Trunk

WIDER = 4
"""How much wider the network of a block is than its places."""
LOW = -1e9
"""Less than any score: what is seen of the places that follow."""


class TransformerDecoder(Trunk):
    """Blocks of causal attention over a padded sequence of letters; gives one vector a place, (B, L, width)."""

    def __init__(self, inputs: Encoder, *, width: int, depth: int, heads: int, dropout: float) -> None:
        super().__init__(inputs)
        self.size = width
        longest, letters = inputs.shape
        with keras.name_scope(self.name):
            self.embedding = LetterEmbedding(longest, letters - 1, width, dropout, name="embedding")
            self.blocks = [Block(width, heads, dropout, name=f"block{number}") for number in range(1, depth + 1)]
            self.features = normalization(width, "features")

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The representation of an encoded input."""
        # padding comes last, where nothing that is read can see it
        steps = publish("embedding", self.embedding(encoded[..., 1:], training=training))
        for number, block in enumerate(self.blocks, start=1):
            steps = publish(f"block{number}", block(steps, training=training))
        return publish("features", self.features(steps) * ops.cast(encoded[..., :1] > 0.5, steps.dtype))


class Block(layers.Layer):
    """Attention to what came before, then a network at each place; (B, L, width) to the same."""

    def __init__(self, width: int, heads: int, dropout: float, *, name: str) -> None:
        super().__init__(name=name)
        self.heads, self.channels = heads, width // heads
        with keras.name_scope(name):
            self.before_attention = normalization(width, "before_attention")
            self.before_network = normalization(width, "before_network")
            self.questions = placewise(width, 3 * width, "questions")
            self.joined = placewise(width, width, "joined")
            self.wider = placewise(width, WIDER * width, "wider", activation="gelu")
            self.narrower = placewise(WIDER * width, width, "narrower")
        self.dropout = layers.Dropout(dropout, name="dropout")
        self.built = True

    def call(self, steps: Tensor, training: bool | None = None) -> Tensor:
        """The places, each with what it found before it."""
        steps = steps + self.dropout(self.attention(self.before_attention(steps)), training=training)
        changed = self.narrower(self.wider(self.before_network(steps)))
        return steps + self.dropout(changed, training=training)

    def attention(self, steps: Tensor) -> Tensor:
        """What each place finds at itself and before."""
        length = steps.shape[1]
        split = ops.reshape(self.questions(steps), (-1, length, 3, self.heads, self.channels))
        query, key, value = (ops.transpose(split[:, :, part], (0, 2, 1, 3)) for part in range(3))
        likeness = ops.matmul(query, ops.transpose(key, (0, 1, 3, 2))) / np.sqrt(self.channels).astype("float32")
        before = np.tril(np.ones((length, length), dtype=bool))
        weights = ops.softmax(ops.where(before, likeness, LOW), axis=-1)
        found = ops.transpose(ops.matmul(weights, value), (0, 2, 1, 3))
        return self.joined(ops.reshape(found, (-1, length, self.heads * self.channels)))


def normalization(width: int, name: str) -> layers.Layer:
    """The channels of each place to mean 0 and spread 1, its weights made."""
    layer = layers.LayerNormalization(epsilon=1e-5, name=name)
    layer.build((None, None, width))
    return layer

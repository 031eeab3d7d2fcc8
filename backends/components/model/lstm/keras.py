"""A recurrent network (Hochreiter & Schmidhuber 1997; Cho et al. 2014)."""

from __future__ import annotations

import keras
from keras import layers, ops

from scic.backends.keras.dense import dense
from scic.backends.keras.encoder import Encoder
from scic.backends.keras.initialization import uniform
from scic.backends.keras.letter_embedding import LetterEmbedding
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish, Trunk

LOW = -1e9
"""Less than any channel or score: what is seen where there is no place."""


class Lstm(Trunk):
    """Recurrent layers; gives vectors (B, size), or without `pool` one a place, (B, L, size)."""

    def __init__(
        self, inputs: Encoder, *, pool: str | None, cell: str, width: int, depth: int, bidirectional: bool,
        dropout: float, positions: bool,
    ) -> None:  # fmt: skip
        super().__init__(inputs)
        self.size, self.pool = width * (2 if bidirectional else 1), pool
        kind = layers.LSTM if cell == "lstm" else layers.GRU
        longest, letters = inputs.shape
        sizes = [width if positions else letters - 1] + [self.size] * (depth - 1)
        self.ahead = [_recurrent(kind, width, f"ahead{number}") for number in range(1, depth + 1)]
        self.back = (
            [_recurrent(kind, width, f"back{number}") for number in range(1, depth + 1)] if bidirectional else []
        )
        self.dropout = layers.Dropout(dropout, name="dropout")
        self.hidden = dense(self.size, self.size, "hidden", activation="tanh") if pool == "attention" else None
        self.score = dense(self.size, 1, "score") if pool == "attention" else None
        with keras.name_scope(self.name):
            self.embedding = (
                LetterEmbedding(longest, letters - 1, width, dropout, name="embedding") if positions else None
            )
            for each in (self.ahead, self.back):
                for layer, size in zip(each, sizes, strict=False):
                    layer.build((None, None, size))
            if self.hidden is not None and self.score is not None:
                self.hidden.build((None, None, self.size))
                self.score.build((None, None, self.size))

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The representation of an encoded input."""
        # a place is there or not: no gradient asks what half a place would do
        mask = ops.cast(encoded[:, :, 0] > 0.5, encoded.dtype)
        there, steps = ops.expand_dims(mask, -1), encoded[:, :, 1:]
        if self.embedding is not None:
            steps = publish("embedding", self.embedding(steps, training=training))
        places = ops.arange(0, steps.shape[1], dtype="int32")
        length = ops.cast(ops.sum(mask, axis=1, keepdims=True), "int32")
        # each sequence turned about within its own length, so that padding stays behind it
        order = ops.where(places < length, length - 1 - places, places)
        for number, ahead in enumerate(self.ahead):
            read = _read(ahead, steps, training)
            if self.back:
                turned = _read(self.back[number], _ordered(steps, order), training)
                read = ops.concatenate([read, _ordered(turned, order)], axis=-1)
            steps = publish(f"layer{number + 1}", self.dropout(read * there, training=training))
        return publish("features", self.pooled(steps, there))

    def pooled(self, steps: Tensor, there: Tensor) -> Tensor:
        """The places as one vector; `there` (B, L, 1) is 1 where there is one."""
        if self.hidden is not None and self.score is not None:
            weights = ops.softmax(ops.where(there > 0, self.score(self.hidden(steps)), LOW), axis=1)
            return ops.sum(weights * steps, axis=1)
        if self.pool == "max":
            return ops.max(ops.where(there > 0, steps, LOW), axis=1)
        if self.pool is None:
            return steps
        return ops.sum(steps * there, axis=1) / ops.maximum(ops.sum(there, axis=1), 1)


def _recurrent(kind: type[layers.Layer], width: int, name: str) -> layers.Layer:
    return kind(
        width,
        return_sequences=True,
        kernel_initializer=uniform(width),
        recurrent_initializer=uniform(width),
        bias_initializer=uniform(width),
        name=name,
    )


def _read(layer: layers.Layer, steps: Tensor, training: bool | None) -> Tensor:
    """The steps read from rest; a state made of the steps serves any number of records, also as ONNX."""
    rest = ops.repeat(ops.zeros_like(steps[:, 0, :1]), layer.units, axis=1)
    state = [rest, rest] if isinstance(layer, layers.LSTM) else [rest]
    return layer(steps, initial_state=state, training=training)


def _ordered(steps: Tensor, order: Tensor) -> Tensor:
    """The places of each record in another order, (B, L); of a number of records that an export leaves open."""
    places, size = steps.shape[1:]
    first = (ops.cumsum(ops.ones_like(order[:, :1]), axis=0) - 1) * places
    found = ops.take(ops.reshape(steps, (-1, size)), ops.reshape(first + order, (-1,)), axis=0)
    return ops.reshape(found, (-1, places, size))

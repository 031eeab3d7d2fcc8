"""What a letter is, and where it stands, as one vector."""

from __future__ import annotations

import keras
import numpy as np
from keras import layers, ops
from keras.initializers import RandomNormal

from scic.backends.keras.dense import placewise
from scic.backends.keras.tensor import Tensor

SPREAD = 0.02
"""The standard deviation of the first vectors of places."""


class LetterEmbedding(layers.Layer):
    """A learnt vector for each letter and each place, added: (B, L, letters) to (B, L, width)."""

    def __init__(self, longest: int, letters: int, width: int, dropout: float, *, name: str) -> None:
        super().__init__(name=name)
        with keras.name_scope(name):
            self.letters = placewise(letters, width, "letters")
            self.places = self.add_weight((longest, width), initializer=RandomNormal(stddev=SPREAD), name="places")
        self.dropout = layers.Dropout(dropout, name="dropout")
        self.built = True

    def call(self, letters: Tensor, training: bool | None = None) -> Tensor:
        """The vectors added; what stands behind the `longest` training sequence counts as its last place."""
        places = np.minimum(np.arange(letters.shape[1]), self.places.shape[0] - 1)
        return self.dropout(self.letters(letters) + ops.take(self.places, places, axis=0), training=training)

"""A linear network."""

from __future__ import annotations

from keras import ops

from scic.backends.keras.encoder import Encoder
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish, Trunk


class Linear(Trunk):
    """Hands its encoded input on as a vector (B, size); the head's weights are all that is learnt."""

    def __init__(self, inputs: Encoder) -> None:
        super().__init__(inputs)
        self.size = inputs.size

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The representation of an encoded input."""
        return publish("features", ops.reshape(encoded, (-1, self.size)))

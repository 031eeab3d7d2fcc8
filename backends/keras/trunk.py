"""What every network under the heads has in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import keras

from scic.backends.keras.encoder import Encoder
from scic.backends.keras.tensor import Batch, Tensor

Publish = Callable[[str, Tensor], Tensor]
"""`publish(name, activation)` hands on a named layer's activation, or another in its place."""


class Trunk(keras.layers.Layer):
    """A network that makes a representation of an encoded input.

    A subclass computes it in `compute`, in which every layer that may be looked at is published by name.
    """

    size: int
    """The channels of the representation."""

    def __init__(self, inputs: Encoder) -> None:
        # the batch is to reach the inputs as it is, whatever precision the network has
        super().__init__(autocast=False)
        self.inputs = inputs
        # all sizes are known here, so that no first batch has to build anything
        self.built = True

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The representation of an encoded input."""
        raise NotImplementedError

    def call(self, batch: Batch, training: bool | None = None) -> Tensor:
        """The representation of a batch."""
        return self.represent(self.inputs(batch), training)

    def represent(
        self, encoded: Tensor, training: bool | None = None, replaced: Mapping[str, Tensor] | None = None
    ) -> Tensor:
        """The representation of an encoded input, with some layers' activations `replaced` by others."""
        others = replaced or {}
        return self.compute(encoded, lambda name, activation: others.get(name, activation), training)

    def activations(self, encoded: Tensor) -> dict[str, Tensor]:
        """What each layer makes of an encoded input, by name, in the order of computation."""
        seen: dict[str, Tensor] = {}
        self.compute(encoded, lambda name, activation: seen.setdefault(name, activation), False)
        return seen

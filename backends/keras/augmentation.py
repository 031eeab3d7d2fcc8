"""Random changes of a training batch, on the device, and the batches to learn from that come of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import keras

from scic.backends.keras.tensor import Batch, Tensor

Mix = Callable[..., Sequence[tuple[Tensor, Batch]]]
"""`mix(batch, targets=...)` gives the batches to learn from, each with the weight of its loss."""


class Augmentation(keras.layers.Layer):
    """Applies the changes in order, then the mixes; a mix turns one batch into several with weights.

    The seeds of both are state of this layer, and of the stage that holds it.
    """

    def __init__(self, changes: Sequence[keras.layers.Layer], mixes: Sequence[Mix], targets: Sequence[str]) -> None:
        super().__init__(autocast=False)
        self.changes, self.mixes, self.targets = list(changes), list(mixes), tuple(targets)
        self.built = True

    def change(self, batch: Batch) -> Batch:
        """Apply the changes alone."""
        for change in self.changes:
            batch = change(batch)
        return batch

    def call(self, batch: Batch) -> list[tuple[Tensor, Batch]]:
        """The weighted batches; their weights sum to one."""
        parts: list[tuple[Tensor, Batch]] = [(1.0, self.change(batch))]
        for mix in self.mixes:
            parts = [
                (outer * inner, part) for outer, whole in parts for inner, part in mix(whole, targets=self.targets)
            ]
        return parts

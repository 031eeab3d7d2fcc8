"""Random changes of a training batch, on the device, and the batches to learn from that come of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from torch import Tensor

Batch = dict[str, Tensor]
Change = Callable[[Batch], Batch]
Mix = Callable[[Batch, Sequence[str]], Sequence[tuple[float, Batch]]]


class Augmentation:
    """Apply the changes in order, then the mixes; a mix turns one batch into several with weights."""

    def __init__(self, changes: Sequence[Change], mixes: Sequence[Mix], targets: Sequence[str]) -> None:
        self.changes, self.mixes, self.targets = changes, mixes, targets

    def change(self, batch: Batch) -> Batch:
        """Apply the changes alone."""
        for change in self.changes:
            batch = change(batch)
        return batch

    def __call__(self, batch: Batch) -> Sequence[tuple[float, Batch]]:
        """Give the weighted batches; their weights sum to one."""
        parts: list[tuple[float, Batch]] = [(1.0, self.change(batch))]
        for mix in self.mixes:
            parts = [(outer * inner, part) for outer, whole in parts for inner, part in mix(whole, self.targets)]
        return parts

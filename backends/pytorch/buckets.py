"""Training batches of records whose sequences are of similar length, each cut to the longest of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scic.backends.pytorch.loaders import (
    Batch,
    DiskRecords,
    Encode,
    Loader,
    MemoryLoader,
    Order,
    as_tensors,
    from_disk,
    gigabytes,
)
from scic.backends.shared.similar_lengths import Lengths, by_length, cut


def make_bucketed_loader(
    records: pd.DataFrame,
    encode: Encode,
    lengths: Lengths,
    *,
    batch: int,
    seed: int,
    memory: float,
    workers: int,
) -> Loader:
    """A loader that shuffles; the records are kept in memory when they take less than `memory` gigabytes.

    `lengths` says how long the sequences of each record are, by the fields that are cut.
    """
    sampler = LengthOrder(lengths, batch=batch, seed=seed)
    if gigabytes(records, encode) <= memory:
        return CutLoader(as_tensors(encode(records)), sampler, batch, lengths)
    return from_disk(CutRecords(records, encode, lengths), sampler, batch=batch, workers=workers)


class LengthOrder(Order):
    """Every record once an epoch; those that make a batch, in all processes, have sequences of similar length."""

    def __init__(self, lengths: Lengths, *, batch: int, seed: int) -> None:
        self.lengths, self.batch = np.sum(list(lengths.values()), axis=0), batch
        super().__init__(len(self.lengths), seed=seed, shuffle=True)

    def shuffled(self) -> np.ndarray:
        """The order of this epoch, which the processes share out record by record."""
        processes, _ = self.share
        return by_length(
            super().shuffled(), self.lengths, batch=self.batch * processes, seed=self.seed, epoch=self.epoch
        )


class CutLoader(MemoryLoader):
    """Batches from memory, cut."""

    def __init__(self, tensors: Batch, sampler: Order, batch: int, lengths: Lengths) -> None:
        super().__init__(tensors, sampler, batch)
        self.lengths = lengths

    def read(self, rows: np.ndarray) -> Batch:
        """The records at these positions, as a batch."""
        return cut(super().read(rows), self.lengths, rows)


class CutRecords(DiskRecords):
    """Records that are read when they are asked for, cut."""

    def __init__(self, records: pd.DataFrame, encode: Encode, lengths: Lengths) -> None:
        super().__init__(records, encode)
        self.lengths = lengths

    def __getitems__(self, positions: list[int]) -> dict[str, np.ndarray]:
        return cut(super().__getitems__(positions), self.lengths, np.array(positions))

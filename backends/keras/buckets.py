"""Training batches of records whose sequences are of similar length, each cut to the longest of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scic.backends.keras.loaders import Encode, Loader, make_loader
from scic.backends.shared.similar_lengths import Lengths, by_length, cut

WIDTHS = 8
"""The most lengths that batches are cut to: for each, the engine compiles a training step of its own."""
FINE = 256
"""The most lengths that these are chosen from."""


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
    whole = make_loader(records, encode, batch=batch, seed=seed, shuffle=True, memory=memory, workers=workers)
    return LengthLoader(whole, lengths)


class LengthLoader(Loader):
    """The records of a loader, every one once an epoch; those of a batch have sequences of similar length."""

    def __init__(self, whole: Loader, lengths: Lengths) -> None:
        rounded = {name: rounded_up(each) for name, each in lengths.items()}
        super().__init__(
            lambda rows: cut(whole.read(rows), rounded, rows),
            whole.records,
            batch=whole.batch,
            seed=whole.seed,
            shuffle=True,
            workers=whole.workers,
        )
        self.lengths = np.sum(list(lengths.values()), axis=0)

    def shuffled(self, epoch: int) -> np.ndarray:
        """The order of an epoch."""
        return by_length(super().shuffled(epoch), self.lengths, batch=self.batch, seed=self.seed, epoch=epoch)


def rounded_up(lengths: np.ndarray) -> np.ndarray:
    """The lengths, (B,), rounded up to at most `WIDTHS` values: to those that add the least padding.

    Found by dynamic programming: the best values for all lengths up to one, with one value more at each step.
    """
    ends = np.unique(np.quantile(lengths, np.linspace(0, 1, FINE), method="higher"))
    below = np.searchsorted(np.sort(lengths), ends, side="right")
    # padded[i, j]: what the records between two ends take when they are rounded up to the second
    padded = np.where(below[:, None] < below, ends * (below - below[:, None]), np.inf)
    cost, chosen = ends * below.astype(float), []
    for _ in range(min(WIDTHS, len(ends)) - 1):
        every = cost[:, None] + padded
        chosen.append(every.argmin(axis=0))
        cost = every.min(axis=0)
    widths = [len(ends) - 1]
    for best in reversed(chosen):
        widths.append(best[widths[-1]])
    values = ends[widths[::-1]]
    return values[np.searchsorted(values, lengths)]

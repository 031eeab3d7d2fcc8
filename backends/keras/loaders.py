"""Batches of records: from memory where the records fit, from disk where they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import keras
import numpy as np
import pandas as pd

from scic.backends.shared.order import order

Batch = dict[str, np.ndarray]
Encode = Callable[[pd.DataFrame], Batch]


class Loader(keras.utils.PyDataset):
    """Every record once an epoch, in batches; shuffled, the order depends on the seed and the epoch alone."""

    multiple = 1
    """What the records of a batch are a multiple of: the devices that share it. A few records come twice for it."""

    def __init__(
        self,
        read: Callable[[np.ndarray], Batch],
        records: int,
        *,
        batch: int,
        seed: int,
        shuffle: bool,
        workers: int = 1,
    ) -> None:
        super().__init__(workers=max(1, workers))
        self.read, self.records, self.batch, self.seed, self.shuffle = read, records, batch, seed, shuffle
        self.positions = np.arange(records)
        self.epoch: int | None = None

    def set_epoch(self, epoch: int) -> None:
        """Choose the epoch whose order comes next."""
        if self.shuffle and epoch != self.epoch:
            self.positions, self.epoch = self.shuffled(epoch), epoch

    def shuffled(self, epoch: int) -> np.ndarray:
        """The order of an epoch."""
        return order(self.records, seed=self.seed, epoch=epoch)

    def __len__(self) -> int:
        return -(-self.records // self.batch)

    def __getitem__(self, index: int) -> tuple[Batch]:
        rows = self.positions[index * self.batch : (index + 1) * self.batch]
        return (self.read(np.resize(rows, -(-len(rows) // self.multiple) * self.multiple)),)

    def __iter__(self) -> Iterator[Batch]:
        return (self[index][0] for index in range(len(self)))


class Together(keras.utils.PyDataset):
    """Batches of several loaders side by side, by name; the shorter ones start again, each time in a new order.

    An epoch has as many steps as the longest of them, and depends on the seed and the epoch alone.
    """

    def __init__(self, **loaders: Loader) -> None:
        super().__init__()
        self.loaders, self.epoch = loaders, 0

    @property
    def multiple(self) -> int:
        """What the records of each batch are a multiple of."""
        return next(iter(self.loaders.values())).multiple

    @multiple.setter
    def multiple(self, devices: int) -> None:
        for loader in self.loaders.values():
            loader.multiple = devices

    def set_epoch(self, epoch: int) -> None:
        """Choose the epoch whose order comes next."""
        self.epoch = epoch

    def __len__(self) -> int:
        return max(map(len, self.loaders.values()))

    def __getitem__(self, index: int) -> tuple[dict[str, Batch]]:
        return ({name: self._again(loader, index) for name, loader in self.loaders.items()},)

    def _again(self, loader: Loader, index: int) -> Batch:
        passes = -(-len(self) // len(loader))
        number, place = divmod(index, len(loader))
        loader.set_epoch(self.epoch * passes + number)
        return loader[place][0]


def make_loader(
    records: pd.DataFrame,
    encode: Encode,
    *,
    batch: int,
    seed: int,
    shuffle: bool,
    memory: float,
    workers: int,
) -> Loader:
    """A loader of the records; they are kept in memory when they take less than `memory` gigabytes."""
    sample = encode(records.iloc[:1])
    gigabytes = sum(values.nbytes for values in sample.values()) * len(records) / 1e9
    if gigabytes <= memory:
        arrays = encode(records)
        return Loader(
            lambda rows: {name: values[rows] for name, values in arrays.items()},
            len(records),
            batch=batch,
            seed=seed,
            shuffle=shuffle,
        )
    return Loader(
        lambda rows: encode(records.iloc[rows]),
        len(records),
        batch=batch,
        seed=seed,
        shuffle=shuffle,
        workers=workers,
    )

"""Batches of records: from memory where the records fit, from disk where they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import torch
from torch import Tensor, distributed
from torch.utils.data import DataLoader, Dataset, Sampler

from scic.backends.shared.order import order

Batch = dict[str, Tensor]
Encode = Callable[[pd.DataFrame], dict[str, np.ndarray]]


class Order(Sampler[int]):
    """Every record once an epoch, in an order that depends on the seed and the epoch alone.

    So a training that is taken up again sees the same batches. Under several processes each gets its own part.
    """

    def __init__(self, records: int, *, seed: int, shuffle: bool) -> None:
        self.records, self.seed, self.shuffle, self.epoch = records, seed, shuffle, 0

    def set_epoch(self, epoch: int) -> None:
        """Choose the epoch whose order comes next."""
        self.epoch = epoch

    def positions(self) -> np.ndarray:
        """The order of this epoch, for this process."""
        rows = self.shuffled() if self.shuffle else np.arange(self.records)
        processes, rank = self.share
        if self.shuffle and processes > 1:  # every process must take the same number of steps
            rows = np.resize(rows, -(-self.records // processes) * processes)
        return rows[rank::processes]

    def shuffled(self) -> np.ndarray:
        """The order of this epoch, which the processes share out record by record."""
        return order(self.records, seed=self.seed, epoch=self.epoch)

    @property
    def share(self) -> tuple[int, int]:
        """How many processes there are, and which of them this is."""
        together = distributed.is_available() and distributed.is_initialized()
        return (distributed.get_world_size(), distributed.get_rank()) if together else (1, 0)

    def __iter__(self) -> Iterator[int]:
        return iter(self.positions().tolist())

    def __len__(self) -> int:
        return len(self.positions())


class MemoryLoader:
    """Batches cut from tensors that are held in memory; no worker processes, no copies of single records."""

    batch_sampler = None  # looked for beside `sampler` by the trainer

    def __init__(self, tensors: Batch, sampler: Order, batch: int) -> None:
        self.tensors, self.sampler, self.batch = tensors, sampler, batch

    def __iter__(self) -> Iterator[Batch]:
        order = self.sampler.positions()
        for start in range(0, len(order), self.batch):
            yield self.read(order[start : start + self.batch])

    def read(self, rows: np.ndarray) -> Batch:
        """The records at these positions, as a batch."""
        places = torch.from_numpy(rows)
        return {name: tensor[places] for name, tensor in self.tensors.items()}

    def __len__(self) -> int:
        return -(-len(self.sampler) // self.batch)


class DiskRecords(Dataset[Batch]):
    """Records that are read when they are asked for."""

    def __init__(self, records: pd.DataFrame, encode: Encode) -> None:
        self.records, self.encode = records, encode

    def __len__(self) -> int:
        return len(self.records)

    def __getitems__(self, positions: list[int]) -> dict[str, np.ndarray]:
        # a batch is encoded as one: its records are padded to the longest of them
        return self.encode(self.records.iloc[positions])


class Together:
    """Batches of several loaders side by side, by name; the shorter ones start again, each time in a new order.

    An epoch has as many steps as the longest of them, and depends on the seed and the epoch alone.
    """

    batch_sampler = None  # looked for beside `sampler` by the trainer

    def __init__(self, **loaders: MemoryLoader | DataLoader[Batch]) -> None:
        self.loaders, self.epoch = loaders, 0

    @property
    def sampler(self) -> Together:
        """What the trainer tells the epoch."""
        return self

    def set_epoch(self, epoch: int) -> None:
        """Choose the epoch whose order comes next."""
        self.epoch = epoch

    def __iter__(self) -> Iterator[dict[str, Batch]]:
        streams = {name: self._again(loader) for name, loader in self.loaders.items()}
        for _ in range(len(self)):
            yield {name: next(stream) for name, stream in streams.items()}

    def _again(self, loader: MemoryLoader | DataLoader[Batch]) -> Iterator[Batch]:
        passes = -(-len(self) // len(loader))
        for number in range(passes):
            loader.sampler.set_epoch(self.epoch * passes + number)  # type: ignore[union-attr]
            yield from loader

    def __len__(self) -> int:
        return max(map(len, self.loaders.values()))


Loader = MemoryLoader | DataLoader[Batch] | Together


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
    sampler = Order(len(records), seed=seed, shuffle=shuffle)
    if gigabytes(records, encode) <= memory:
        return MemoryLoader(as_tensors(encode(records)), sampler, batch)
    return from_disk(DiskRecords(records, encode), sampler, batch=batch, workers=workers)


def gigabytes(records: pd.DataFrame, encode: Encode) -> float:
    """What the records take in memory, judged by the first of them."""
    return sum(values.nbytes for values in encode(records.iloc[:1]).values()) * len(records) / 1e9


def from_disk(records: DiskRecords, sampler: Order, *, batch: int, workers: int) -> DataLoader[Batch]:
    """Batches that are read when they are asked for."""
    return DataLoader(
        records,
        batch_size=batch,
        sampler=sampler,
        num_workers=workers,
        collate_fn=collate,
        persistent_workers=workers > 0,
        pin_memory=torch.cuda.is_available(),
    )


def collate(batch: Any) -> Batch:
    """The tensors of a batch that has been encoded as one."""
    return as_tensors(batch)


def as_tensors(batch: Mapping[str, np.ndarray], device: torch.device | str = "cpu") -> Batch:
    """Copy the arrays of a batch into tensors."""
    return {name: torch.tensor(values, device=device) for name, values in batch.items()}

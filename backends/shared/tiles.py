"""Cuts large records into tiles, and joins what was predicted for them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd

from scic.backends.shared.errors import DataError
from scic.backends.shared.pixels import read_size


def tile(records: pd.DataFrame, field: str, tile: Sequence[int]) -> pd.DataFrame:
    """One row for each tile of each record, side by side without overlap.

    Adds `tile`, where the tile starts along each axis, and `record`, the record it is part of. A last tile
    that reaches beyond the edge is filled up when it is encoded.
    """
    sizes = shapes(records, field, len(tile))
    rows, names, starts = [], [], []
    for row, record in enumerate(records.index):
        steps = (range(0, whole, step) for whole, step in zip(sizes[record], tile, strict=True))
        for start in product(*steps):
            rows.append(row)
            names.append(f"{record}@{'x'.join(str(place) for place in start)}")
            starts.append(start)
    tiled = records.iloc[rows]
    parents = tiled.index
    return tiled.set_axis(names).assign(tile=pd.Series(starts, index=names, dtype=object), record=parents)


def shapes(records: pd.DataFrame, field: str, rank: int) -> dict[Hashable, tuple[int, ...]]:
    """The pixels along each axis of every record; tiles count once, as the record they are part of."""
    names = records["record"] if "record" in records.columns else records.index
    cells = dict(zip(names, records[field], strict=True))
    return {name: read_size(cell, rank) for name, cell in cells.items()}


def cut(array: np.ndarray, start: Sequence[int], size: Sequence[int]) -> np.ndarray:
    """The part of an array that a tile covers; smaller than `size` at the far edges."""
    return array[tuple(slice(place, place + length) for place, length in zip(start, size, strict=True))]


def stitch(
    records: pd.DataFrame, maps: np.ndarray, sizes: Mapping[Hashable, tuple[int, ...]]
) -> dict[Hashable, np.ndarray]:
    """The maps of whole records, joined from those of their tiles (B, *tile, ...) in the order of `records`.

    `sizes` is what `shapes` gave. What no tile covers is 0.
    """
    if len(records) != len(maps):
        raise DataError(f"{len(maps)} maps for {len(records)} tiles", "give one map for each tile")
    joined: dict[Hashable, np.ndarray] = {}
    for (record, start), part in zip(zip(records["record"], records["tile"], strict=True), maps, strict=True):
        size = sizes[record]
        if record not in joined:
            joined[record] = np.zeros((*size, *part.shape[len(size) :]), dtype=maps.dtype)
        view = cut(joined[record], start, part.shape[: len(size)])
        view[...] = part[tuple(slice(0, length) for length in view.shape[: len(size)])]
    return joined

"""Images and volumes: measured on the training files, encoded as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from scic.backends.shared.errors import DataError
from scic.backends.shared.pixels import Cell, for_each_file, read_pixels, resize
from scic.backends.shared.tiles import cut

_LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)
"""How much red, green and blue add to brightness (ITU-R BT.601)."""


class _Measured(NamedTuple):
    """What one file says: its name, its size, and its channels' count, mean and sum of squared deviations."""

    name: str
    size: tuple[int, ...]
    pixels: int
    mean: np.ndarray
    squares: np.ndarray


def measure_image(
    column: pd.Series,
    tiles: pd.Series | None = None,
    *,
    rank: int,
    size: Sequence[int] | None,
    channels: int | None,
    spacing: Sequence[float] | None = None,
) -> dict[str, Any]:
    """Size, channels, and mean and deviation of each channel of the training images.

    `rank` is 2 for images and 3 for volumes. Every image is brought to `size` and `channels` where they are
    given; otherwise all must be alike. `tiles` says where each tile starts: then `size` is that of a tile, and
    only what the tiles cover is measured. The `spacing` of voxels is handed on. Raises DataError.
    """
    if not len(column):
        raise DataError(f"there is no training record with `{column.name}`", "give the training part a larger share")

    def measure(cell: Cell, rows: list[int]) -> _Measured:
        array = _pixels(cell, rank, channels)
        parts = [array] if tiles is None or size is None else [cut(array, tiles.iloc[row], size) for row in rows]
        values = np.concatenate([part.reshape(-1, array.shape[-1]) for part in parts]).astype(np.float64)
        mean = values.mean(axis=0)
        return _Measured(_name(cell), array.shape[:rank], len(values), mean, ((values - mean) ** 2).sum(axis=0))

    files = for_each_file(column, measure)
    first = files[0]
    for file in files:
        if len(file.mean) != len(first.mean):
            raise DataError(
                f"`{first.name}` and `{file.name}` differ in channels, {len(first.mean)} and {len(file.mean)}",
                f"set `channels` of `{column.name}`, such as `channels: 1`",
            )
        if size is None and file.size != first.size:
            raise DataError(
                f"`{first.name}` is {_by(first.size)} pixels and `{file.name}` is {_by(file.size)}",
                f"set `size` of `{column.name}`, such as `size: {_by(first.size)}`",
            )
    mean, std = _pooled(files)
    return {
        **({} if spacing is None else {"spacing": list(spacing)}),
        "rank": rank,
        "size": list(first.size if size is None else size),
        "resize": size is not None and tiles is None,
        "channels": len(mean),
        "mean": mean,
        "std": std,
    }


def encode_image(column: pd.Series, facts: Mapping[str, Any], tiles: pd.Series | None = None) -> np.ndarray:
    """Raw intensities, channels last, float32 (B, H, W, C), or (B, D, H, W, C) for volumes.

    With `tiles`, where each tile starts, only the tiles are cut out; what lies beyond an edge is mirrored.
    """
    size, rank = tuple(facts["size"]), facts["rank"]
    encoded = np.empty((len(column), *size, facts["channels"]), dtype=np.float32)

    def encode(cell: Cell, rows: list[int]) -> None:
        array = _pixels(cell, rank, facts["channels"])
        if tiles is None and array.shape[:rank] != size:
            if not facts["resize"]:
                raise DataError(
                    f"`{_name(cell)}` is {_by(array.shape[:rank])} pixels, those of training are {_by(size)}",
                    f"set `size` of `{column.name}`, such as `size: {_by(size)}`, or resize the file",
                )
            array = resize(array, size, labels=False)
        for row in rows:
            encoded[row] = array if tiles is None else _mirrored(cut(array, tiles.iloc[row], size), size)

    for_each_file(column, encode)
    return encoded


def read_image(cell: Cell, *, rank: int, size: Sequence[int] | None, channels: int | None) -> np.ndarray:
    """The pixels (*space, C) of a record, brought to `size` and `channels` where they are given. Raises DataError."""
    array = _pixels(cell, rank, channels)
    return array if size is None else resize(array, size, labels=False)


def _pooled(files: Sequence[_Measured]) -> tuple[list[float], list[float]]:
    """Mean and deviation over all files (Chan, Golub & LeVeque, 1983); a deviation of 0 becomes 1."""
    counts = np.array([file.pixels for file in files], dtype=np.float64)[:, None]
    means = np.stack([file.mean for file in files])
    mean = (counts * means).sum(axis=0) / counts.sum()
    squares = np.stack([file.squares for file in files]) + counts * (means - mean) ** 2
    std = np.sqrt(squares.sum(axis=0) / counts.sum())
    return mean.tolist(), np.where(std > 0, std, 1.0).tolist()


def _pixels(cell: Cell, rank: int, channels: int | None) -> np.ndarray:
    """The pixels of a record, finite and with the channels asked for."""
    array = cell if isinstance(cell, np.ndarray) else read_pixels(Path(cell), rank)
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise DataError(f"`{_name(cell)}` holds pixels that are no finite number", "mend it or leave it out")
    found = array.shape[-1]
    if channels is None or channels == found:
        return array
    if channels == 1 and found in (3, 4):
        return array[..., :3].astype(np.float32) @ _LUMA[:, None]
    if found == 1:
        return np.repeat(array, channels, axis=-1)
    if channels == 3 and found == 4:
        return array[..., :3]
    raise DataError(f"`{_name(cell)}` has {found} channels, {channels} were expected", "convert it, or set `channels`")


def _mirrored(array: np.ndarray, size: tuple[int, ...]) -> np.ndarray:
    """The array, filled up to `size` with its own mirror image."""
    missing = [(0, whole - there) for whole, there in zip(size, array.shape, strict=False)]
    return np.pad(array, [*missing, (0, 0)], mode="symmetric")


def _name(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "an array"


def _by(size: Sequence[int]) -> str:
    return "x".join(str(length) for length in size)

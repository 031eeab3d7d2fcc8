"""Fields that are made from other fields of the same records, when the records are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd

from scic.backends.components.field.image.shared import read_image
from scic.backends.shared.pixels import Cell, read_labels

Change = Callable[..., np.ndarray]
"""`change(array, rng=...)` gives what is made of a picture (*space, C); of labels, with `labels=True` as well."""


def derive_pictures(
    records: pd.DataFrame,
    name: str,
    origin: str,
    change: Change,
    *,
    rank: int,
    size: Sequence[int] | None,
    channels: int | None,
    seed: int,
) -> pd.DataFrame:
    """The records with a field `name` that is made of the pictures in the column `origin`.

    Each record has random numbers of its own, which hang on the seed and its name alone: whatever other records there
    are, the same is made of it. The tiles of a record share one picture.
    """

    def derived(cell: Cell, rng: np.random.Generator) -> np.ndarray:
        return change(read_image(cell, rank=rank, size=size, channels=channels), rng=rng)

    return _with(records, name, origin, derived, seed)


def derive_labels(records: pd.DataFrame, name: str, origin: str, change: Change, *, seed: int) -> pd.DataFrame:
    """The records with a field `name` that is made of the masks in the column `origin`, as pictures are.

    A record without a mask has none of what is made of it.
    """

    def derived(cell: Cell, rng: np.random.Generator) -> np.ndarray:
        labels = cell if isinstance(cell, np.ndarray) else read_labels(Path(cell))
        return change(labels[..., None], rng=rng, labels=True)[..., 0]

    return _with(records, name, origin, derived, seed)


def _with(
    records: pd.DataFrame,
    name: str,
    origin: str,
    derived: Callable[[Cell, np.random.Generator], np.ndarray],
    seed: int,
) -> pd.DataFrame:
    names = records["record"] if "record" in records.columns else records.index
    made: dict[tuple[str, int | str], np.ndarray] = {}

    def once(record: str, cell: Cell) -> object:
        if not isinstance(cell, str | np.ndarray):
            return cell
        key = (record, cell if isinstance(cell, str) else id(cell))
        if key not in made:
            made[key] = derived(cell, np.random.default_rng((seed, crc32(record.encode()))))
        return made[key]

    cells = [once(str(record), cell) for record, cell in zip(names, records[origin], strict=True)]
    return records.assign(**{name: pd.Series(cells, index=records.index, dtype=object)})

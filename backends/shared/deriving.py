"""Fields that are made from other fields of the same records, when the records are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zlib import crc32

import numpy as np
import pandas as pd

from scic.backends.components.field.image.shared import read_image
from scic.backends.shared.pixels import Cell

Change = Callable[..., np.ndarray]
"""`change(array, rng=...)` gives what is made of a picture (*space, C)."""


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
    names = records["record"] if "record" in records.columns else records.index
    made: dict[tuple[str, int | str], np.ndarray] = {}

    def derived(record: str, cell: Cell) -> np.ndarray:
        key = (record, cell if isinstance(cell, str) else id(cell))
        if key not in made:
            rng = np.random.default_rng((seed, crc32(record.encode())))
            made[key] = change(read_image(cell, rank=rank, size=size, channels=channels), rng=rng)
        return made[key]

    pictures = [derived(str(record), cell) for record, cell in zip(names, records[origin], strict=True)]
    return records.assign(**{name: pd.Series(pictures, index=records.index, dtype=object)})

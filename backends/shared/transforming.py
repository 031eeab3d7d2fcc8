"""Fixed changes of the pictures of all records, made when the records are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from scic.backends.shared.pixels import Cell, read_pixels

Change = Callable[..., np.ndarray]
"""`change(array, rng=...)` gives the changed picture, (*space, C) like the array."""


def transform_pictures(
    records: pd.DataFrame, column: str, changes: Sequence[Change], *, rank: int, seed: int
) -> pd.DataFrame:
    """The records with their pictures changed, each by its own random numbers: the same for the same seed and place."""

    def changed(position: int, cell: Cell) -> np.ndarray:
        array = cell if isinstance(cell, np.ndarray) else read_pixels(Path(cell), rank)
        rng = np.random.default_rng((seed, position))
        for change in changes:
            array = change(array, rng=rng)
        return array

    pictures = [changed(position, cell) for position, cell in enumerate(records[column])]
    return records.assign(**{column: pd.Series(pictures, index=records.index, dtype=object)})

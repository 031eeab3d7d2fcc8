"""Divides the tiles of each record into spans along one axis."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scic.backends.shared.errors import DataError
from scic.backends.shared.shares import named_parts, part_sizes


def spans_split(
    records: pd.DataFrame, *, seed: int, axis: int, train: float, validation: float, test: float
) -> dict[str, np.ndarray]:
    """The positions of the tiles in the first, the second and the last span of every record, sorted.

    `axis` counts from 0, the slowest. Nothing is random, so `seed` has no effect. Raises DataError for
    records without tiles, and for one with fewer steps along the axis than parts.
    """
    if "tile" not in records.columns:
        raise DataError("the records are not cut into tiles", "set `tile` of the data, or split at random")
    shares = (train, validation, test)
    part = np.empty(len(records), dtype=np.int64)
    for record in records["record"].unique():
        rows = np.flatnonzero(records["record"] == record)
        starts = records["tile"].iloc[rows]
        if axis >= len(starts.iloc[0]):
            raise DataError(f"tiles have {len(starts.iloc[0])} axes, none is number {axis}", "count axes from 0")
        places = np.array([start[axis] for start in starts])
        steps = np.unique(places)
        ends = np.cumsum(part_sizes(len(steps), shares, f"rows of tiles in record `{record}`"))[:-1]
        part[rows] = np.searchsorted(ends, np.searchsorted(steps, places), side="right")
    return named_parts(part, shares, "use smaller tiles")

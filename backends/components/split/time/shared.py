"""Divides records in the order of time: train before validation before test."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scic.backends.shared.errors import DataError
from scic.backends.shared.shares import named_parts, part_sizes
from scic.backends.shared.table import column_of


def time_split(
    records: pd.DataFrame, *, seed: int, column: str, train: float, validation: float, test: float
) -> dict[str, np.ndarray]:
    """The positions of the earliest, the later and the latest records, sorted.

    `column` holds numbers or ISO 8601 dates. Records of the same time stay together, in the later part.
    Nothing is random, so `seed` has no effect. Raises DataError for a time that is missing or unreadable.
    """
    times = _times(column_of(records, column))
    shares = (train, validation, test)
    order = np.argsort(times, kind="stable")
    ends = np.cumsum(part_sizes(len(times), shares, "records"))[:-1]
    inner = ends < len(times)
    ends[inner] = np.searchsorted(times[order], times[order][ends[inner]], side="left")
    part = np.empty(len(times), dtype=np.int64)
    part[order] = np.searchsorted(ends, np.arange(len(times)), side="right")
    return named_parts(part, shares, f"too many records have the same `{column}`; change the shares")


def _times(column: pd.Series) -> np.ndarray:
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        times = column
    else:
        times = pd.to_datetime(column, errors="coerce", format="ISO8601", utc=True)
    if times.isna().any():
        row = int(times.isna().to_numpy().argmax())
        raise DataError(
            f"`{column.name}` is `{column.iloc[row]}` in record `{column.index[row]}`, a time was expected",
            "write times as numbers or as `2024-05-01` or `2024-05-01 12:30`",
        )
    return times.to_numpy()

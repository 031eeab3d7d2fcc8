"""A target that is a number, or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from scic.backends.shared.errors import DataError
from scic.backends.shared.table import numbers, scale


def measure_number(records: pd.DataFrame, names: Sequence[str]) -> dict[str, Any]:
    """Mean, deviation and range of the numbers `names` in the training records.

    Raises DataError where no training record has one of them.
    """
    values = numbers(records, names)
    for name, empty in zip(names, np.isnan(values).all(axis=0), strict=True):
        if empty:
            raise DataError(f"no training record has a `{name}`", "predict something that was measured")
    mean, std = scale(values)
    low, high = np.nanmin(values, axis=0).tolist(), np.nanmax(values, axis=0).tolist()
    return {"names": list(names), "mean": mean, "std": std, "low": low, "high": high}


def encode_number(records: pd.DataFrame, facts: Mapping[str, Any]) -> np.ndarray:
    """The numbers of each record in their own units, float32 (B, k); NaN where missing."""
    return numbers(records, facts["names"]).astype(np.float32)

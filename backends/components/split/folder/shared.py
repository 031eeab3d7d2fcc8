"""Divides records as the folders that hold them do."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scic.backends.shared.errors import DataError
from scic.backends.shared.shares import PARTS, named_parts


def folder_split(records: pd.DataFrame, *, seed: int) -> dict[str, np.ndarray]:
    """The positions of the records in the folders train, validation and test, sorted.

    Nothing is random, so `seed` has no effect. Raises DataError where there are no such folders, or no test.
    """
    if "split" not in records.columns:
        raise DataError(
            "the records are not in folders named train and test",
            "sort them into such folders, or split at random",
        )
    part = records["split"].map({name: number for number, name in enumerate(PARTS)}).to_numpy(np.int64)
    return named_parts(part, (1.0, 0.0, 1.0), "add a folder of that name")

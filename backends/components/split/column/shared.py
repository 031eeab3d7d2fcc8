"""Divides records by the values of a column."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from scic.backends.shared.cells import ordered
from scic.backends.shared.classes import class_texts
from scic.backends.shared.errors import DataError
from scic.backends.shared.shares import PARTS, named_parts
from scic.backends.shared.table import column_of


def column_split(
    records: pd.DataFrame,
    *,
    seed: int,
    column: str,
    train: Sequence[str | float],
    validation: Sequence[str | float],
    test: Sequence[str | float],
) -> dict[str, np.ndarray]:
    """The positions of the records whose `column` has one of the values of each part, sorted.

    Without values for `train`, it gets all that the others leave. Nothing is random, so `seed` has no effect.
    Raises DataError for a value that no record has, and for a record whose value is in no part.
    """
    texts = class_texts(column_of(records, column))
    present = set(texts.dropna())
    part = np.full(len(records), -1 if train else 0)
    listed = (train, validation, test)
    for number, values in enumerate(listed):
        for name in class_texts(pd.Series(list(values), dtype=object)):
            if name not in present:
                raise DataError(
                    f"no record has the value `{name}` of `{column}`, which is to be in {PARTS[number]}",
                    f"it has {', '.join(f'`{value}`' for value in ordered(present)[:10])}",
                )
            part[(texts == name).to_numpy()] = number
    if (part < 0).any():
        row = int((part < 0).argmax())
        raise DataError(
            f"`{column}` is `{texts.iloc[row]}` in record `{records.index[row]}`, which is in no part",
            "name the value in one of them, or leave out `train` to give it the rest",
        )
    shares = [1.0, *(float(bool(values)) for values in listed[1:])]
    return named_parts(part, shares, f"name fewer values of `{column}` in the other parts")

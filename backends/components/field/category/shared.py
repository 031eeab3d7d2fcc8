"""A target that is one of several classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from scic.backends.shared.cells import ordered
from scic.backends.shared.classes import class_texts
from scic.backends.shared.errors import DataError

_SHOWN = 5


def measure_category(column: pd.Series, *, classes: Sequence[str] | None = None) -> dict[str, Any]:
    """The classes of the training records, in order, and how many records each has.

    `classes` sets them and their order where it is given. Raises DataError for fewer than two.
    """
    texts = class_texts(column).dropna()
    names = list(classes) if classes is not None else ordered(texts.unique())
    if len(names) < 2:
        only = f"one class, `{names[0]}`" if names else "no class"
        raise DataError(f"`{column.name}` has {only} in the training records", "predict something that differs")
    present = texts.value_counts()
    return {"classes": names, "counts": [int(present.get(name, 0)) for name in names]}


def encode_category(column: pd.Series, facts: Mapping[str, Any]) -> np.ndarray:
    """The number of each record's class, int64 (B,); -1 where it is missing.

    Raises DataError for a class that the training records do not have.
    """
    texts = class_texts(column)
    numbers = texts.map({name: number for number, name in enumerate(facts["classes"])})
    unseen = numbers.isna() & texts.notna()
    if unseen.any():
        name = texts[unseen].iloc[0]
        rows = [f"`{record}`" for record in texts.index[texts == name]]
        more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
        raise DataError(
            f"no training record has the class `{name}` of `{column.name}`, but records "
            f"{', '.join(rows[:_SHOWN])}{more} do",
            "stratify the split, merge the class with another, or leave those records out",
        )
    return numbers.fillna(-1).to_numpy(np.int64)

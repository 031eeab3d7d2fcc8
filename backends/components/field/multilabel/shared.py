"""A field that holds any number of several classes, written in one cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from scic.backends.shared.cells import ordered
from scic.backends.shared.classes import class_texts
from scic.backends.shared.errors import DataError


def _labels(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


def measure_multilabel(column: pd.Series, *, separator: str) -> dict[str, Any]:
    """The classes of the training records, in order, and how many records have each.

    A cell holds its classes with the `separator` between them; the separator alone says that there is none.
    """
    found = pd.Series([label for text in class_texts(column).dropna() for label in set(_labels(text, separator))])
    classes = ordered(found.unique())
    if not classes:
        raise DataError(f"`{column.name}` has no class in the training records", "give some records a class")
    present = found.value_counts()
    return {"classes": classes, "counts": [int(present[name]) for name in classes], "separator": separator}


def encode_multilabel(column: pd.Series, facts: Mapping[str, Any]) -> np.ndarray:
    """1 for each class that a record has, else 0, float32 (B, k); a missing cell is a row of NaN.

    Raises DataError for a class that the training records do not have.
    """
    places = {name: place for place, name in enumerate(facts["classes"])}
    encoded = np.full((len(column), len(places)), np.nan, dtype=np.float32)
    for row, (record, text) in enumerate(class_texts(column).items()):
        if not isinstance(text, str):
            continue
        encoded[row] = 0
        for label in _labels(text, facts["separator"]):
            if label not in places:
                raise DataError(
                    f"record `{record}` has the class `{label}` of `{column.name}`, no training record does",
                    "split the records in another way, or remove the class",
                )
            encoded[row, places[label]] = 1
    return encoded

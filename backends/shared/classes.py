"""Class names from a column of anything."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scic.backends.shared.cells import number_text


def class_texts(column: pd.Series) -> pd.Series:
    """The values of a column as names of classes: whole numbers without a point, missing ones missing."""

    def text(value: object) -> str:
        if isinstance(value, int | float | np.number) and not isinstance(value, bool):
            return number_text(float(value))
        return str(value)

    present = column.dropna()
    names = {value: text(value) for value in present.unique()}
    return present.map(names).astype(object).reindex(column.index)

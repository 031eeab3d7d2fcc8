"""The names of records."""

from __future__ import annotations

import pandas as pd

from scic.backends.shared.classes import class_texts
from scic.backends.shared.errors import DataError
from scic.backends.shared.table import column_of


def name_records(records: pd.DataFrame, column: str) -> pd.DataFrame:
    """The records under the names that `column` gives them, without that column.

    Raises DataError where a name is missing or used twice.
    """
    names = class_texts(column_of(records, column))
    if names.isna().any():
        raise DataError(f"record {records.index[names.isna()][0]} has no `{column}`", "give every record a name")
    if names.duplicated().any():
        twice = names[names.duplicated()].iloc[0]
        rows = ", ".join(str(row) for row in records.index[names == twice][:5])
        raise DataError(f"`{column}` names records {rows} all `{twice}`", "give every record a name of its own")
    return records.drop(columns=column).set_axis(pd.Index(names, name=column))

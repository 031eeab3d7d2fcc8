"""Tables: measured on the training records, encoded as arrays, written to files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from scic.backends.shared.cells import ordered
from scic.backends.shared.classes import class_texts
from scic.backends.shared.errors import DataError


def column_of(records: pd.DataFrame, name: str) -> pd.Series:
    """One column; raises DataError where the records do not have it."""
    if name not in records.columns:
        present = ", ".join(f"`{column}`" for column in records.columns)
        raise DataError(f"the records have no column `{name}`", f"add it; they have {present}")
    return records[name]


def numbers(records: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    """Columns as float64 (records, columns), NaN where missing; raises DataError at text or infinity."""
    values = np.empty((len(records), len(names)))
    for place, name in enumerate(names):
        column = column_of(records, name)
        found = pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)
        wrong = (np.isnan(found) & column.notna().to_numpy()) | np.isinf(found)
        if wrong.any():
            row = int(wrong.argmax())
            where = f"`{name}` is `{column.iloc[row]}` in record `{records.index[row]}`"
            raise DataError(
                f"{where}, a finite number was expected",
                "correct it, or leave the cell empty",
            )
        values[:, place] = found
    return values


def scale(values: np.ndarray) -> tuple[list[float], list[float]]:
    """Mean and standard deviation of each column of `values`, leaving NaN out.

    A column of one value only gets a deviation of 1, an empty one also a mean of 0, so that dividing is safe.
    """
    present = ~np.isnan(values)
    count = np.maximum(present.sum(axis=0), 1)
    mean = np.where(present, values, 0.0).sum(axis=0) / count
    std = np.sqrt((np.where(present, values - mean, 0.0) ** 2).sum(axis=0) / count)
    # rounding leaves a constant column a deviation that is not quite 0
    constant = std <= 1e-12 * np.maximum(np.abs(mean), 1e-300)
    return mean.tolist(), np.where(constant, 1.0, std).tolist()


def measure_table(records: pd.DataFrame, numeric: Sequence[str], categories: Sequence[str]) -> dict[str, Any]:
    """What the training records say about a table: mean, deviation and share missing of each number, classes.

    Raises DataError where a column is absent, or one of `numeric` holds text.
    """
    values = numbers(records, numeric)
    mean, std = scale(values)
    return {
        "numeric": list(numeric),
        "mean": mean,
        "std": std,
        "missing": (np.isnan(values).sum(axis=0) / max(len(records), 1)).tolist(),
        "categories": {name: ordered(class_texts(column_of(records, name)).dropna().unique()) for name in categories},
    }


def encode_table(records: pd.DataFrame, facts: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """The table of records: `numeric` float32 (B, n), NaN where missing, and `categories` int64 (B, k).

    A category counts from 1 in the order of its classes; 0 is missing, or a class that training did not have.
    """
    codes = np.zeros((len(records), len(facts["categories"])), dtype=np.int64)
    for place, (name, classes) in enumerate(facts["categories"].items()):
        code = {text: number for number, text in enumerate(classes, 1)}
        codes[:, place] = class_texts(column_of(records, name)).map(code).fillna(0).to_numpy(np.int64)
    return {"numeric": numbers(records, facts["numeric"]).astype(np.float32), "categories": codes}


def write_table(path: Path, frame: pd.DataFrame) -> None:
    """Write the columns of a table as CSV, TSV or Parquet, told by the end of the name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    match path.suffix.lower():
        case ".csv":
            frame.to_csv(path, index=False)
        case ".tsv" | ".tab" | ".txt":
            frame.to_csv(path, sep="\t", index=False)
        case ".parquet":
            frame.to_parquet(path, index=False)
        case suffix:
            raise ValueError(f"cannot write a table as `{suffix}`: end the name in .csv, .tsv or .parquet")

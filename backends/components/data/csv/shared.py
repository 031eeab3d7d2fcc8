"""Reads a table: CSV, TSV or Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Literal

import pandas as pd

from scic.backends.shared.cells import COMMA_NUMBER, MISSING, NUMBER
from scic.backends.shared.delimited import Layout, headless, layout, rows
from scic.backends.shared.errors import DataError

_CHUNK = 50_000


def read_csv(path: Path, *, ignore: Sequence[str], repeats: Literal["keep", "drop"]) -> pd.DataFrame:
    """The records of a table, one a row, numbered from 0, without the columns in `ignore`.

    Rows that equal an earlier one in all other columns are no records with `repeats` "drop". A column whose cells are
    all numbers holds numbers, every other text; missing cells are NaN. Raises DataError for a file that is no table,
    and for a column in `ignore` that it does not have.
    """
    records = _parquet(path) if path.suffix.lower() == ".parquet" else _text(path)
    for name in ignore:
        if name not in records.columns:
            raise DataError(f"`{path}` has no column `{name}` to ignore", f"it has {', '.join(records.columns)}")
    records = records.drop(columns=list(ignore))
    return records.drop_duplicates() if repeats == "drop" else records


def _parquet(path: Path) -> pd.DataFrame:
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        raise DataError(f"`{path}` {what}", "give the path of a CSV, TSV or Parquet file")
    try:
        records = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise DataError(f"`{path}` cannot be read as Parquet: {error}", "write it again") from error
    if records.empty:
        raise DataError(f"`{path}` has no records", "give a table with at least one row")
    return records.reset_index(drop=True).rename(columns=str)


def _text(path: Path) -> pd.DataFrame:
    form = layout(path)
    lines = (cells for _, cells in rows(path, form))
    # in chunks, so that the cells of a large file never all stand in lists
    chunks = []
    while chunk := list(islice(lines, _CHUNK)):
        chunks.append(pd.DataFrame(chunk, columns=list(form.columns), dtype="str"))
    text = pd.concat(chunks, ignore_index=True)
    records = pd.DataFrame({name: _typed(text[name], form) for name in form.columns})
    numeric = [name for name in form.columns if pd.api.types.is_numeric_dtype(records[name])]
    error = headless(form.columns, numeric)
    if error is not None:
        raise DataError(f"`{path}`: {error.problem}", error.remedy)
    return records


def _typed(cells: pd.Series, form: Layout) -> pd.Series:
    """The numbers of a column, or its text; missing cells are NaN."""
    present = cells[~cells.isin(MISSING)]
    if not present.str.fullmatch(COMMA_NUMBER if form.comma else NUMBER).all():
        return present.reindex(cells.index).astype(object)
    values = present.str.replace(",", ".").astype("float64")
    whole = len(values) == len(cells) and (values % 1 == 0).all() and (values.abs() < 2**53).all()
    return values.astype("int64") if whole else values.reindex(cells.index)


def locate(records: pd.DataFrame, columns: Sequence[str], folder: Path) -> pd.DataFrame:
    """The records with the paths in `columns`, which start at `folder`, made absolute.

    Raises DataError where a file is missing.
    """
    located = {}
    for name in columns:
        paths = records[name].map(lambda cell: str((folder / str(cell)).absolute()), na_action="ignore")
        for record, path in paths.items():
            if isinstance(path, str) and not Path(path).is_file():
                raise DataError(
                    f"`{name}` of record `{record}` names a file that is not there: `{path}`",
                    f"put it into `{folder}`, or correct the path",
                )
        located[name] = paths
    return records.assign(**located)

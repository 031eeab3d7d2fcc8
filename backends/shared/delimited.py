"""Text tables: which character separates the cells, which columns there are, and their rows."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import TextIO

from scic.backends.shared.cells import MISSING, number
from scic.backends.shared.errors import DataError

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 50
_SPECTRUM = 8


@dataclass(frozen=True)
class Layout:
    """How a file is laid out: its columns in order, and what separates them."""

    separator: str
    columns: tuple[str, ...]
    unnamed: frozenset[str]
    """Columns without a name in the header; they are called `column 1`, `column 2`, ..."""

    @property
    def comma(self) -> bool:
        """Whether a comma may be a decimal mark."""
        return self.separator == ";"


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """Open a text file and turn what can go wrong on the way into a DataError."""
    if not path.exists():
        raise DataError(f"`{path}` does not exist", "give the path of a CSV, TSV or Parquet file")
    if path.is_dir():
        raise DataError(f"`{path}` is a folder", "give the path of a file in it")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except UnicodeDecodeError:
        raise DataError(
            f"`{path}` is not UTF-8 text{_place(path)}",
            "save it as UTF-8 (a spreadsheet program calls it `CSV UTF-8`)",
        ) from None
    except OSError as error:
        reason = (error.strerror or "").lower()
        raise DataError(f"`{path}` cannot be read: {reason}", "check its permissions") from None


def _place(path: Path) -> str:
    data = path.read_bytes()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f": byte {data[error.start]:#04x} in line {line}"
    return ""


def _separator(path: Path, file: TextIO) -> str:
    """The character that cuts the first lines into the most cells, equally many in nearly all of them."""
    if path.suffix.lower() in (".tsv", ".tab"):
        return "\t"
    best, separator = (0.0, 0), ","
    for candidate in _SEPARATORS:
        file.seek(0)
        try:  # strictly: cut in the wrong place, a quote would take all that follows into one cell
            rows = islice(csv.reader(file, delimiter=candidate, strict=True), _SAMPLE)
            widths = [len(row) for row in rows if row]
        except csv.Error:
            continue
        if widths and widths[0] > 1:
            score = (widths.count(widths[0]) / len(widths), widths[0])
            if score > best:
                best, separator = score, candidate
    file.seek(0)
    return separator


def layout(path: Path) -> Layout:
    """The layout of a file, from its first lines.

    Raises DataError for a file that is missing, a folder, empty or not UTF-8, and for a column named twice.
    """
    with _opened(path) as file:
        separator = _separator(path, file)
        try:
            reader = csv.reader(file, delimiter=separator, skipinitialspace=True, strict=True)
            header = next((row for row in reader if any(row)), None)
        except csv.Error as error:
            raise _bad_quotes(path, 1, error) from None
    if header is None:
        raise DataError(f"`{path}` is empty", "give a file with a header line and one line a record")
    names = [cell.strip() for cell in header]
    columns = tuple(name or f"column {place}" for place, name in enumerate(names, 1))
    for place, name in enumerate(columns):
        if name in columns[:place]:
            raise DataError(
                f"`{path}` has two columns named `{name}`: {columns.index(name) + 1} and {place + 1}",
                "rename one of them in the header line",
            )
    unnamed = frozenset(column for column, name in zip(columns, names, strict=True) if not name)
    return Layout(separator, columns, unnamed)


def rows(path: Path, form: Layout) -> Iterator[tuple[int, list[str]]]:
    """The records of a file: the line each ends in, and its cells without blanks around them.

    Raises DataError for a row of another length than the header, broken quotes, or no row at all.
    """
    width, seen = len(form.columns), 0
    with _opened(path) as file:
        reader = csv.reader(file, delimiter=form.separator, skipinitialspace=True, strict=True)
        try:
            for row in reader:
                # a blank line is no record, except where one blank cell is a whole row
                if not any(row) and (width > 1 or not row):
                    continue
                seen += 1
                if seen == 1:
                    continue
                if len(row) != width:
                    raise DataError(
                        f"line {reader.line_num} of `{path}` has {_counted(len(row))}, the header has {width}",
                        "give every row as many cells as the header, and put quotes around a cell that holds "
                        f"{_spoken(form.separator)}",
                    )
                yield reader.line_num, [cell.strip() for cell in row]
        except csv.Error as error:
            raise _bad_quotes(path, reader.line_num, error) from None
    if seen < 2:
        raise DataError(f"`{path}` has a header but no records", "add one line a record below the header")


def headless(columns: Sequence[str], numeric: Collection[str]) -> DataError | None:
    """The error of a table whose first line is a record, not names; None where the names look like names.

    `numeric` are the columns that hold numbers. A spectrum may have its wavelengths as names.
    """
    values = [number(name) for name in columns if name in numeric and name not in MISSING]
    if not values or None in values:
        return None
    steps = [value for value in values if value is not None]
    if len(steps) >= _SPECTRUM and all(low < high for low, high in pairwise(steps)):
        return None
    shown = ", ".join(f"`{name}`" for name in columns[:4])
    return DataError(
        f"the first line looks like a record, not like column names: {shown}",
        "add a header line with a name for each column",
    )


def _bad_quotes(path: Path, line: int, error: csv.Error) -> DataError:
    return DataError(
        f"line {line} of `{path}` cannot be read: {error}",
        'check the quotes there; a quote inside a quoted cell is written twice, `""`',
    )


def _counted(cells: int) -> str:
    return f"{cells} cell{'' if cells == 1 else 's'}"


def _spoken(separator: str) -> str:
    return {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}[separator]

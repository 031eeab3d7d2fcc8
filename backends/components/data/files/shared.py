"""Finds records that are files, one for each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from scic.backends.shared.errors import DataError
from scic.backends.shared.patterns import join, match
from scic.backends.shared.suffixes import without_suffix


def read_files(fields: Mapping[str, str], root: Path) -> pd.DataFrame:
    """The records whose files the patterns find below `root`: a column of absolute paths for each field.

    `fields` is field to pattern, such as `images/*.tif`; what the wildcards stand for is the record's name,
    and joins the files of a record. Raises DataError where a pattern finds nothing, or a record lacks a file.
    """
    found = {field: match(pattern, root) for field, pattern in fields.items()}
    for field, pattern in fields.items():
        if not found[field]:
            raise DataError(f"`{pattern}` finds no file for `{field}` in `{root.absolute()}`", "correct the pattern")
    return pd.DataFrame.from_dict(join(found), orient="index", columns=list(fields)).rename_axis(index="record")


def read_new_files(field: str, paths: Sequence[Path]) -> pd.DataFrame:
    """New files as records of one field, named by their stems, or by their paths where two stems agree."""
    names = [without_suffix(path.name) for path in paths]
    if len(set(names)) < len(names):
        names = [path.as_posix() for path in paths]
    located = [str(path.absolute()) for path in paths]
    return pd.DataFrame({field: located}, index=pd.Index(names, name="record"))

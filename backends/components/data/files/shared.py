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
    return pd.DataFrame({field: _located(paths)}, index=pd.Index(_names(paths), name="record"))


def read_new_pairs(fields: Sequence[str], pairs: Sequence[Sequence[Path]]) -> pd.DataFrame:
    """New files as records of several fields, in the order of `fields`; the files of one record have one stem.

    Two single files belong together whatever they are called. Raises DataError where files have no counterpart.
    """
    if len(pairs) != len(fields):
        raise DataError(
            f"the network reads {' and '.join(fields)}, {len(pairs)} are given",
            "name a file or a folder for each, in this order",
        )
    stems = [_names(paths) for paths in pairs]
    if max(map(len, stems)) == 1:
        stems = [stems[0]] * len(fields)
    by_stem = [dict(zip(names, _located(paths), strict=True)) for names, paths in zip(stems, pairs, strict=True)]
    for number, found in enumerate(by_stem):
        for name in by_stem[0].keys() ^ found.keys():
            has, lacks = (fields[0], fields[number]) if name in by_stem[0] else (fields[number], fields[0])
            raise DataError(f"`{name}` has a file of {has} and none of {lacks}", "name the files of a record alike")
    columns = {field: [found[name] for name in stems[0]] for field, found in zip(fields, by_stem, strict=True)}
    return pd.DataFrame(columns, index=pd.Index(stems[0], name="record"))


def _names(paths: Sequence[Path]) -> list[str]:
    names = [without_suffix(path.name) for path in paths]
    return [path.as_posix() for path in paths] if len(set(names)) < len(names) else names


def _located(paths: Sequence[Path]) -> list[str]:
    return [str(path.absolute()) for path in paths]

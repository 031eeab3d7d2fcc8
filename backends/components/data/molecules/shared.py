"""Reads a table of molecules."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from scic.backends.components.data.csv.shared import read_csv
from scic.backends.shared.errors import DataError
from scic.backends.shared.molecules import molecule, molecules, named
from scic.backends.shared.table import column_of


def read_molecules(path: Path, *, smiles: str, ignore: Sequence[str], unreadable: str) -> pd.DataFrame:
    """The records of a table, one a row, numbered from 0, without the columns in `ignore`.

    Every one has a molecule: a SMILES that cannot be read raises DataError, or with `unreadable` "skip" its record
    is left out, which is said.
    """
    return _checked(read_csv(path, ignore=ignore, repeats="keep"), path, smiles, unreadable)


def read_new_molecules(path: Path, *, smiles: str, unreadable: str) -> pd.DataFrame:
    """The records of a new table, of which only the molecules need be there."""
    return _checked(read_csv(path, ignore=(), repeats="keep"), path, smiles, unreadable)


def _checked(records: pd.DataFrame, path: Path, smiles: str, unreadable: str) -> pd.DataFrame:
    column = column_of(records, smiles)
    if unreadable == "stop":
        molecules(column)
        return records
    good = column.map(molecule).notna()
    if not good.any():
        raise DataError(f"`{path}` holds no molecule: {named(column)}", f"is `{smiles}` the column of the SMILES?")
    if not good.all():
        bad = column[~good]
        print(f"{len(bad)} of {len(column)} molecules cannot be read and are left out: {named(bad)}", file=sys.stderr)
    return records[good]

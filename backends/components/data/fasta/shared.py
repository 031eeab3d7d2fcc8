"""Reads sequences from FASTA."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from scic.backends.shared.errors import DataError
from scic.backends.shared.fasta import entries


def read_fasta(path: Path, *, header: str | None) -> pd.DataFrame:
    """The records: `id`, `sequence`, and a column for each named group of the pattern `header`.

    Raises DataError for a file that is no FASTA and for a header that the pattern does not fit.
    """
    records = []
    for entry in entries(path):
        found = re.search(header, entry.header) if header is not None else None
        if header is not None and found is None:
            raise DataError(
                f"`header` does not fit line {entry.line} of `{path}`: `{entry.header[:60]}`",
                "write a pattern that fits every record, or correct the line",
            )
        groups = found.groupdict() if found is not None else {}
        records.append({"id": entry.name, "sequence": entry.sequence, **groups})
    return pd.DataFrame(records).set_index("id", drop=False).rename_axis(None)


def read_new_fasta(path: Path) -> pd.DataFrame:
    """New records, of which only names and letters need be there."""
    return read_fasta(path, header=None)

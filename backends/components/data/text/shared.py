"""Reads a text."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from scic.backends.shared.errors import DataError


def read_text(path: Path, *, context: int) -> pd.DataFrame:
    """The records of a text: `text`, `context` characters each, `record`, its file, and `tile`, their number in it.

    They are named by the character that they begin with, counted from 0. Raises DataError for what is no text, and
    for one that is too short for a record.
    """
    whole = _characters(path)
    count = len(whole) // context
    if not count:
        raise DataError(f"`{path}` has {len(whole)} characters, a record has {context}", "take a longer text")
    starts = [number * context for number in range(count)]
    return pd.DataFrame(
        {
            "text": [whole[start : start + context] for start in starts],
            "record": path.name,
            "tile": [(number,) for number in range(count)],
        },
        index=[f"character {start}" for start in starts],
    )


def read_new_text(path: Path) -> pd.DataFrame:
    """A text to go on from, as one record."""
    return pd.DataFrame({"text": [_characters(path)]}, index=[path.name])


def _characters(path: Path) -> str:
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        raise DataError(f"`{path}` {what}", "give the path of a text file")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(f"`{path}` is not UTF-8 text", "save it as plain text, UTF-8") from None

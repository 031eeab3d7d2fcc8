"""FASTA files: a line that begins with `>` names a record, the lines after it are its sequence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scic.backends.shared.errors import DataError


@dataclass(frozen=True)
class Entry:
    """One record: where it begins in the file, what its first line says after `>`, and its letters."""

    line: int
    header: str
    sequence: str

    @property
    def name(self) -> str:
        """The first word of the header."""
        return self.header.split(maxsplit=1)[0]


def entries(path: Path) -> Iterator[Entry]:
    """The records of a file in order.

    Raises DataError for a file that is none or holds none, for a record without a name or letters, and for two
    records of one name.
    """
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        raise DataError(f"`{path}` {what}", "give the path of a FASTA file")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(f"`{path}` is not UTF-8 text", "unpack it, or save it as plain text") from None
    seen: dict[str, int] = {}
    for entry in _parsed(text, path):
        where = f"the record in line {entry.line} of `{path}`"
        if not entry.header:
            raise DataError(f"{where} has no name", "write one after `>`")
        if not entry.sequence:
            raise DataError(f"{where}, `{entry.name}`, has no letters", "fill them in, or remove the record")
        if entry.name in seen:
            raise DataError(
                f"`{entry.name}` names two records of `{path}`, in lines {seen[entry.name]} and {entry.line}",
                "give each record a first word of its own",
            )
        seen[entry.name] = entry.line
        yield entry
    if not seen:
        raise DataError(f"`{path}` has no records", "give a FASTA file with at least one record")


def _parsed(text: str, path: Path) -> Iterator[Entry]:
    begun: tuple[int, str] | None = None
    letters: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(">"):
            if begun is not None:
                yield Entry(*begun, "".join(letters))
            begun, letters = (number, line[1:].strip()), []
        elif begun is not None:
            letters.append("".join(line.split()))
        elif line.strip():
            raise DataError(
                f"`{path}` does not begin with `>` but with `{line.strip()[:30]}`", "give the path of a FASTA file"
            )
    if begun is not None:
        yield Entry(*begun, "".join(letters))

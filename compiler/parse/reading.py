"""A file to its text."""

from __future__ import annotations

from pathlib import Path

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.reading import NotText, UnreadableFile
from scic.compiler.source import Source, Span

_BOM = b"\xef\xbb\xbf"


def read(path: Path) -> tuple[Source, tuple[Diagnostic, ...]]:
    """The text of a spec, without its byte-order mark; an empty one and a finding where it cannot be read."""
    empty = Source(path, "")
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:  # a path with a null character is a ValueError
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        return empty, (UnreadableFile(span=Span(0, 0), path=str(path), reason=reason),)
    null = data.find(b"\0")
    if null >= 0:
        return empty, (NotText(span=Span(0, 0), path=str(path), offset=null),)
    marked = len(_BOM) if data.startswith(_BOM) else 0
    try:
        return Source(path, data[marked:].decode("utf-8")), ()
    except UnicodeDecodeError as error:
        return empty, (NotText(span=Span(0, 0), path=str(path), offset=marked + error.start),)

"""Where a diagnostic stands, as the formats write it."""

from __future__ import annotations

from pathlib import Path

from scic.compiler.frozen import Frozen
from scic.compiler.source import Source, Span


class Region(Frozen):
    """A half-open range of lines and columns, counted from 1 in code points."""

    line: int
    column: int
    end_line: int
    end_column: int


def region(source: Source, span: Span) -> Region:
    """The lines and columns of a span; one that runs past the text ends where the text does."""
    length = len(source.text)
    start = min(span.start, length)
    return Region(*source.position(start), *source.position(min(max(span.end, start), length)))


def relative(path: Path) -> Path:
    """The path from the working folder where it lies below it, else as it is."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path

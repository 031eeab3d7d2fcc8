"""The text of a spec and the places in it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from pathlib import Path

from scic.compiler.frozen import Frozen


class Span(Frozen):
    """A half-open range of characters, `start` to `end`, counted from 0."""

    start: int
    end: int

    def __lt__(self, other: Span) -> bool:
        return (self.start, self.end) < (other.start, other.end)

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of `other`."""
        return Span(self.start, other.end)


class Source(Frozen):
    """A spec's text with the path it is shown under."""

    path: Path
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        starts.extend(i + 1 for i, character in enumerate(self.text) if character == "\n")
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of a character, both counted from 1."""
        line = bisect_right(self._starts, min(offset, len(self.text)))
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (counted from 1), without its newline."""
        start = self._starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end].rstrip("\r")

    @property
    def lines(self) -> int:
        """How many lines the text has; an empty text has one."""
        return len(self._starts)

    def slice(self, span: Span) -> str:
        """The text that a span covers."""
        return self.text[span.start : span.end]

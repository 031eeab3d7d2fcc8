"""Where a project goes, and how a build into it is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.frozen import Frozen
from scic.compiler.source import Span


class WriteRefused(Exception):
    """The project was not written; the diagnostics say why."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(diagnostic.message() for diagnostic in diagnostics))
        self.diagnostics = diagnostics


class Target(Frozen):
    """The folder of a project: where it really is, how messages call it, and the place that asked for it."""

    home: Path
    shown: str
    at: Span

    def refused(self, cause: type[Diagnostic], **found: Any) -> WriteRefused:
        """The refusal for a cause with what was found, at the place that asked for the project."""
        return WriteRefused((cause(span=self.at, **found),))

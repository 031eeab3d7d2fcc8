"""Reports as JSON, in the shape that `schema.json` beside this file fixes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from scic.compiler.diagnostics.base import Diagnostic, Report, Severity
from scic.compiler.diagnostics.render.places import region
from scic.compiler.source import Source, Span

VERSION = 1


def render(reports: Sequence[Report], *, color: bool = False) -> str:
    """One JSON document; within a version keys are only ever added."""
    found = [(report.source, diagnostic) for report in reports for diagnostic in report.diagnostics]
    errors = sum(diagnostic.severity is Severity.ERROR for _, diagnostic in found)
    document = {
        "version": VERSION,
        "errors": errors,
        "warnings": len(found) - errors,
        "diagnostics": [_finding(source, diagnostic) for source, diagnostic in found],
    }
    return json.dumps(document, indent=2) + "\n"


def _finding(source: Source, diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "path": source.path.as_posix(),
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message(),
        "label": diagnostic.label(),
        "help": diagnostic.help(),
        "range": _range(source, diagnostic.span),
        "notes": [{"message": text, "range": _range(source, span)} for span, text in diagnostic.notes()],
    }


def _range(source: Source, span: Span) -> dict[str, Any]:
    place = region(source, span)
    return {
        "start": {"offset": span.start, "line": place.line, "column": place.column},
        "end": {"offset": span.end, "line": place.end_line, "column": place.end_column},
    }

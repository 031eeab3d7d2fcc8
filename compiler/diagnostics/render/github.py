"""Reports as the workflow commands that GitHub Actions turns into annotations."""

from __future__ import annotations

from collections.abc import Sequence

from scic.compiler.diagnostics.base import Diagnostic, Report
from scic.compiler.diagnostics.render.places import region, relative
from scic.compiler.source import Source

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = {**_DATA, ord(":"): "%3A", ord(","): "%2C"}


def render(reports: Sequence[Report], *, color: bool = False) -> str:
    """One command a line, with paths from the working folder."""
    return "".join(
        f"{_command(report.source, diagnostic)}\n" for report in reports for diagnostic in report.diagnostics
    )


def _command(source: Source, diagnostic: Diagnostic) -> str:
    place = region(source, diagnostic.span)
    properties: dict[str, str | int] = {"file": relative(source.path).as_posix(), "line": place.line}
    if place.line == place.end_line:
        # columns are inclusive here, and refused where an annotation runs over several lines
        properties["col"] = place.column
        properties["endLine"] = place.end_line
        properties["endColumn"] = max(place.column, place.end_column - 1)
    else:
        properties["endLine"] = place.end_line
    properties["title"] = diagnostic.code
    listed = ",".join(f"{key}={str(value).translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{diagnostic.severity.value} {listed}::{_text(source, diagnostic).translate(_DATA)}"


def _text(source: Source, diagnostic: Diagnostic) -> str:
    notes = [f"line {region(source, span).line}: {text}" for span, text in diagnostic.notes()]
    return "\n".join([diagnostic.message(), *notes, f"help: {diagnostic.help()}"])

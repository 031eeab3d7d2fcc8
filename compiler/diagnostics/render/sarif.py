"""Reports as SARIF 2.1.0, for code-scanning services and editors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from scic.compiler.diagnostics.base import Diagnostic, Report
from scic.compiler.diagnostics.docs import doc
from scic.compiler.diagnostics.render.places import region, relative
from scic.compiler.source import Source, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(reports: Sequence[Report], *, color: bool = False) -> str:
    """One log with one run; its rules are the codes that occur, in the order of the codes."""
    found = [(report.source, diagnostic) for report in reports for diagnostic in report.diagnostics]
    classes = {diagnostic.code: type(diagnostic) for _, diagnostic in found}
    codes = sorted(classes)
    run = {
        "tool": {
            "driver": {
                "name": "scic",
                "version": version("scic"),
                "rules": [_rule(classes[code]) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(source, diagnostic, codes.index(diagnostic.code)) for source, diagnostic in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(cls: type[Diagnostic]) -> dict[str, Any]:
    text = doc(cls)
    shown = f"Example:\n{text.example}\n\nRepair:\n{text.repair}"
    fenced = f"Example:\n```\n{text.example}\n```\nRepair:\n```\n{text.repair}\n```"
    return {
        "id": cls.code,
        "name": cls.__name__,
        "shortDescription": {"text": text.title},
        "fullDescription": {"text": text.meaning},
        "help": {"text": shown, "markdown": fenced},
        "defaultConfiguration": {"level": cls.severity.value},
    }


def _result(source: Source, diagnostic: Diagnostic, rule: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": diagnostic.severity.value,
        "message": _message(f"{diagnostic.message()}\nhelp: {diagnostic.help()}"),
        "locations": [_location(source, diagnostic.span, diagnostic.label())],
    }
    related = [
        {"id": number} | _location(source, span, text)
        for number, (span, text) in enumerate(diagnostic.notes(), start=1)
    ]
    return result | ({"relatedLocations": related} if related else {})


def _location(source: Source, span: Span, text: str) -> dict[str, Any]:
    place = region(source, span)
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(source.path),
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            },
        }
    }
    return location | ({"message": _message(text)} if text else {})


def _artifact(path: Path) -> dict[str, str]:
    near = relative(path)
    if near.is_absolute():
        return {"uri": near.as_uri()}
    return {"uri": quote(near.as_posix()), "uriBaseId": "%SRCROOT%"}


def _message(text: str) -> dict[str, str]:
    # a lone brace would open a placeholder (SARIF 2.1.0, section 3.11.5)
    return {"text": text.replace("{", "{{").replace("}", "}}")}

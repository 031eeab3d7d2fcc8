"""A spec's text to its findings and, where there is no error, its experiment."""

from __future__ import annotations

import re
from pathlib import Path

from scic.compiler.diagnostics.allow import Allow, BareAllow, IdleAllow
from scic.compiler.diagnostics.base import Diagnostic, Report, Severity
from scic.compiler.frozen import Frozen
from scic.compiler.ir import Experiment
from scic.compiler.parse import parse, read
from scic.compiler.parse.ast import File
from scic.compiler.resolve import resolve
from scic.compiler.rules import advise
from scic.compiler.source import Source, Span

COMMENT = re.compile(r"#\s*scic:\s*allow\s+(?P<codes>SCI\d{3}(?:\s*,\s*SCI\d{3})*)\s*(?:\((?P<reason>[^)]*)\))?")


class Checked(Frozen):
    """What is known of a spec: its findings, its tree, and the experiment when it is sound."""

    report: Report
    file: File | None
    experiment: Experiment | None

    @property
    def sound(self) -> bool:
        """Whether nothing stops a build."""
        return not self.report.errors


def lint(path: Path, *, backend: str | None = None, engine: str | None = None, building: bool = False) -> Checked:
    """Read and check a spec; never raises for what is in it."""
    source, faults = read(path)
    if faults:
        return Checked(Report.of(source, faults), None, None)
    return lint_source(source, path.parent, backend=backend, engine=engine, building=building)


def lint_source(
    source: Source, folder: Path, *, backend: str | None = None, engine: str | None = None, building: bool = False
) -> Checked:
    """Check a text; `folder` is where the spec's paths start."""
    file, faults = parse(source)
    experiment, found = resolve(file, folder, backend=backend, engine=engine, building=building)
    slips = [d.span for d in faults if d.severity is Severity.ERROR]
    if slips:
        experiment = None
    # what is misspelt was read as a guess, and what is wrong with the guess is no news
    found = [d for d in found if not any(_overlap(d.span, slip) for slip in slips)]
    advice = list(advise(experiment)) if experiment is not None else []
    return Checked(Report.of(source, _allowed(file, [*faults, *found, *advice])), file, experiment)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _allowed(file: File, found: list[Diagnostic]) -> list[Diagnostic]:
    """The findings less those that a comment allows, and what is wrong with such comments."""
    allows = [allow for comment in file.comments if (allow := _allow(file.source, comment.span, comment.trailing))]
    kept: list[Diagnostic] = []
    used: set[tuple[int, str]] = set()
    for diagnostic in found:
        line, _ = file.source.position(diagnostic.span.start)
        hit = next((a for a in allows if a.line == line and diagnostic.code in a.codes and a.reason), None)
        if hit is None or diagnostic.severity is Severity.ERROR:
            kept.append(diagnostic)
        else:
            used.add((hit.span.start, diagnostic.code))
    for allow in allows:
        if not allow.reason:
            kept.append(BareAllow(span=allow.span, codes=allow.codes))
            continue
        idle = tuple(code for code in allow.codes if (allow.span.start, code) not in used)
        if idle and not any(d.severity is Severity.ERROR for d in found):
            kept.append(IdleAllow(span=allow.span, codes=idle))
    return kept


def _allow(source: Source, span: Span, trailing: bool) -> Allow | None:
    match = COMMENT.match(source.slice(span))
    if match is None:
        return None
    line, _ = source.position(span.start)
    allow = Allow(
        span=span,
        line=line,
        codes=tuple(re.findall(r"SCI\d{3}", match["codes"])),
        reason=(match["reason"] or "").strip(),
    )
    return allow if trailing else allow.replace(line=_next_code(source, line))


def _next_code(source: Source, line: int) -> int:
    """The first line below that is more than a comment."""
    for number in range(line + 1, source.lines + 1):
        text = source.line(number).strip()
        if text and not text.startswith("#"):
            return number
    return line

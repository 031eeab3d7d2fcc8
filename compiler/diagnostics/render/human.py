"""Reports for people: the line, carets under the place, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from rich.cells import cell_len

from scic.compiler.diagnostics.base import Diagnostic, Report, Severity
from scic.compiler.diagnostics.render.places import region
from scic.compiler.frozen import Frozen
from scic.compiler.source import Source, Span

Paint = Callable[[str, str], str]

_BOLD, _GUTTER = "1", "1;34"
_SEVERITY = {Severity.ERROR: "1;31", Severity.WARNING: "1;33"}

# what would move the cursor, colour the terminal or turn the reading direction is shown, never obeyed
_VISIBLE = str.maketrans(
    {code: 0x2400 + code for code in range(0x20)}
    | {0x7F: 0x2421, ord("\t"): "    ", 0xFEFF: ""}
    | dict.fromkeys((*range(0x80, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A)), "\ufffd")
)
_WHOLE = 5  # a longer span shows its first and last two lines


def render(reports: Sequence[Report], *, color: bool = False) -> str:
    """Each finding with its lines, then how many there are; empty when there are none."""
    paint = _colored if color else _plain
    shown = [
        "\n".join(line.rstrip() for line in _finding(report.source, diagnostic, paint))
        for report in reports
        for diagnostic in report.diagnostics
    ]
    if not shown:
        return ""
    return "\n\n".join([*shown, _summary(reports, paint)]) + "\n"


def _plain(text: str, style: str) -> str:
    return text


def _colored(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if text else ""


def _visible(text: str) -> str:
    return text.translate(_VISIBLE)


def _summary(reports: Sequence[Report], paint: Paint) -> str:
    found = [diagnostic.severity for report in reports for diagnostic in report.diagnostics]
    counts = [(severity, found.count(severity)) for severity in Severity]
    return ", ".join(
        paint(f"{count} {severity.value}{'s' if count > 1 else ''}", _SEVERITY[severity])
        for severity, count in counts
        if count
    )


def _finding(source: Source, diagnostic: Diagnostic, paint: Paint) -> Iterator[str]:
    style = _SEVERITY[diagnostic.severity]
    place = region(source, diagnostic.span)
    marks = [_mark(source, diagnostic.span, diagnostic.label(), "^", style)]
    marks += [_mark(source, span, text, "-", _GUTTER) for span, text in diagnostic.notes()]
    width = len(str(max(mark.last for mark in marks)))
    margin = " " * width

    head = paint(f"{diagnostic.severity.value}[{diagnostic.code}]", style)
    yield head + paint(f": {_visible(diagnostic.message())}", _BOLD)
    where = f"{_visible(str(source.path))}:{place.line}:{place.column}"
    yield f"{margin}{paint('-->', _GUTTER)} {where}"
    yield from _snippet(source, marks, width, paint)
    for number, line in enumerate(diagnostic.help().splitlines()):
        lead = f"{paint('=', _GUTTER)} {paint('help', _BOLD)}: " if number == 0 else " " * len("= help: ")
        yield f"{margin} {lead}{_visible(line)}"


class _Mark(Frozen):
    """A place to underline: lines counted from 1, cells from 0, `end` one past the last cell."""

    first: int
    last: int
    start: int
    end: int
    text: str
    sign: str
    style: str


def _mark(source: Source, span: Span, text: str, sign: str, style: str) -> _Mark:
    start = min(span.start, len(source.text))
    final = max(start, min(span.end, len(source.text)) - 1)
    while final > start and source.text[final] in "\r\n":
        final -= 1
    first, column = source.position(start)
    last, end = source.position(final)
    before = _cells(source.line(first)[: column - 1])
    after = _cells(source.line(last)[:end])
    least = before + 1 if first == last else 1
    return _Mark(first, last, before, max(after, least), _visible(text), sign, style)


def _cells(text: str) -> int:
    return cell_len(_visible(text))


def _snippet(source: Source, marks: list[_Mark], width: int, paint: Paint) -> Iterator[str]:
    """The marked lines, each followed by its underlines; a span of several lines has a bar on the left."""
    bars = sorted((mark for mark in marks if mark.last > mark.first), key=lambda mark: mark.first)
    flat = sorted((mark for mark in marks if mark.last == mark.first), key=lambda mark: mark.start)
    gutter = f"{' ' * width} {paint('|', _GUTTER)}"
    yield gutter
    previous = None
    for number in _lines(marks):
        if previous is not None and number > previous + 1:
            yield f"{paint('...'.ljust(width + 3), _GUTTER)}{_drawn(bars, previous, paint)}"
        previous = number
        opening = _drawn(bars, number - 1, paint, opens=number)
        label = paint(f"{number:>{width}} |", _GUTTER)
        yield f"{label} {opening}{_visible(source.line(number))}"
        for mark in flat:
            if mark.first == number:
                under = paint(mark.sign * (mark.end - mark.start) + _spaced(mark.text), mark.style)
                running = _drawn(bars, number - 1, paint, opened=number)
                yield f"{gutter} {running}{' ' * mark.start}{under}"
        yield from (f"{gutter} {line}" for line in _closings(bars, number, paint))


def _spaced(text: str) -> str:
    return f" {text}" if text else ""


def _lines(marks: list[_Mark]) -> list[int]:
    """The lines to show; a gap of one line is filled, since dots would take as much room."""
    wanted: set[int] = set()
    for mark in marks:
        if mark.last - mark.first < _WHOLE:
            wanted.update(range(mark.first, mark.last + 1))
        else:
            wanted.update((mark.first, mark.first + 1, mark.last - 1, mark.last))
    wanted.update(low + 1 for low, high in pairwise(sorted(wanted)) if high == low + 2)
    return sorted(wanted)


def _drawn(bars: list[_Mark], after: int, paint: Paint, *, opens: int = 0, opened: int = 0) -> str:
    """The bars that still run below line `after`, with those that begin on `opens` or `opened`."""
    signs = []
    for bar in bars:
        if bar.first == opens:
            sign = "/"
        elif bar.first == opened or bar.first <= after < bar.last:
            sign = "|"
        else:
            sign = " "
        signs.append(f"{paint(sign, bar.style)} " if sign != " " else "  ")
    return "".join(signs)


def _closings(bars: list[_Mark], number: int, paint: Paint) -> Iterator[str]:
    """The feet of the bars that end on a line, the innermost first."""
    for index in reversed(range(len(bars))):
        bar = bars[index]
        if bar.last == number:
            reach = 2 * (len(bars) - index) + bar.end - 2
            foot = paint(f"|{'_' * reach}{bar.sign}{_spaced(bar.text)}", bar.style)
            yield f"{_drawn(bars[:index], number - 1, paint, opened=number)}{foot}"

"""What the cell of a text table says: a number, a class, or nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

MISSING = frozenset({"", "NA", "NaN", "nan", "null", "None", "N/A", "?"})
"""Cells that hold no value."""

NUMBER = r"[+-]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?[iI]nf(?:inity)?"
"""A number. A code such as 007 is none: its zeros have a meaning that a number would lose."""

COMMA_NUMBER = NUMBER.replace(r"\.", "[.,]")
"""A number in a file that separates its cells by semicolons: the decimal mark may be a comma."""

_PLAIN = re.compile(NUMBER)
_COMMA = re.compile(COMMA_NUMBER)
_PLAIN_LINES = re.compile(f"(?>(?:{NUMBER})\n)*+")
_COMMA_LINES = re.compile(f"(?>(?:{COMMA_NUMBER})\n)*+")


def number(cell: str, *, comma: bool = False) -> float | None:
    """The number that a cell holds, or None for text; `comma` allows a comma as the decimal mark."""
    if not (_COMMA if comma else _PLAIN).fullmatch(cell):
        return None
    return float(cell.replace(",", "."))


def all_numbers(cells: Collection[str], *, comma: bool = False) -> bool:
    """Whether every cell holds a number; one search over all is much faster than one for each."""
    lines = "\n".join((*cells, ""))
    return lines.count("\n") == len(cells) and (_COMMA_LINES if comma else _PLAIN_LINES).fullmatch(lines) is not None


def number_text(value: float) -> str:
    """A number as the name of a class: whole numbers without a point, `3` rather than `3.0`."""
    whole = abs(value) < 2**53 and value == int(value)
    return str(int(value)) if whole else repr(float(value))


def ordered(classes: Iterable[str]) -> list[str]:
    """Class names in order: by value when all are numbers, else by letter."""
    names = set(classes)
    values = {name: number(name) for name in names}
    if any(value is None for value in values.values()):
        return sorted(names)
    return sorted(names, key=lambda name: (values[name] or 0.0, name))

"""What the columns of a text table hold, read without any framework."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from math import isinf
from pathlib import Path

from scic.backends.shared.cells import MISSING, number, number_text, ordered
from scic.backends.shared.delimited import headless, layout, rows
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.ports import Category, FieldType, Id, Number

_ROWS = 200_000
_CELLS = 2_000_000
_CHUNK = 10_000
_DISTINCT = 10_000
_NAMES = 20


@dataclass
class Column:
    """What has been seen of one column."""

    comma: bool
    named: bool
    present: int = 0
    whole: bool = True
    counts: Counter[str] = field(default_factory=Counter)
    """How often each cell stands in it; no new ones are taken up beyond 10 000."""
    crowded: bool = False
    """Whether it has more different cells than are counted."""
    text: tuple[int, str] | None = None
    """The line and the words of the first cell that is no number."""
    infinite: int | None = None
    """The line of the first infinite number."""

    def add(self, lines: Sequence[int], cells: Sequence[str]) -> None:
        """Take up the cells of some lines."""
        seen = Counter(cells)
        for cell in MISSING & seen.keys():
            del seen[cell]
        self.present += seen.total()
        for cell in seen.keys() - self.counts.keys():
            self._judge(cell, lines, cells)
        if len(self.counts) + len(seen) > _DISTINCT:
            room = max(_DISTINCT - len(self.counts), 0)
            new = [cell for cell in seen if cell not in self.counts]
            self.crowded |= len(new) > room
            for cell in new[room:]:
                del seen[cell]
        self.counts.update(seen)

    def _judge(self, cell: str, lines: Sequence[int], cells: Sequence[str]) -> None:
        value = number(cell, comma=self.comma)
        if value is None:
            line = lines[cells.index(cell)]
            if self.text is None or line < self.text[0]:
                self.text = (line, cell)
        elif isinf(value):
            line = lines[cells.index(cell)]
            self.infinite = min(line, self.infinite or line)
        else:
            self.whole &= value.is_integer()

    @property
    def classes(self) -> dict[str, int] | None:
        """How many records each class has, in order, the column taken as a category; None when too many."""
        if self.crowded:
            return None
        found: Counter[str] = Counter()
        for cell, count in self.counts.items():
            value = number(cell, comma=self.comma) if self.text is None else None
            found[cell if value is None else number_text(value)] += count
        return {name: found[name] for name in ordered(found)}

    def type(self) -> FieldType:
        """A number where every cell is one, an id where nearly all texts differ, else a category."""
        distinct = None if self.crowded else len(self.counts)
        if not self.named:
            return Id()
        if self.text is None:
            return Number(integer=self.whole, distinct=None if distinct is None else len(self.classes or ()))
        if distinct is None or (distinct > _NAMES and distinct > self.present / 2):
            return Id()
        return self.category(Category())

    def category(self, declared: Category) -> Category:
        """The category, with the classes and counts that were found where none are declared."""
        found = self.classes
        if found is None:
            return declared
        names = declared.classes or tuple(found)
        return replace(declared, classes=names, counts=tuple(found.get(name, 0) for name in names))


@dataclass(frozen=True)
class TextTable:
    """What has been seen of a file; `records` is None where it was not read to its end."""

    columns: dict[str, Column]
    records: int | None


def read_columns(path: Path) -> TextTable:
    """The columns of a text table, from at most 200 000 rows and 2 000 000 cells.

    Raises DataError for a file that is no table.
    """
    form = layout(path)
    columns = {name: Column(form.comma, name not in form.unnamed) for name in form.columns}
    limit = max(min(_ROWS, _CELLS // len(columns)), 1)
    records, whole = 0, True
    reading = rows(path, form)
    while chunk := list(islice(reading, min(_CHUNK, limit - records))):
        lines = [line for line, _ in chunk]
        for column, cells in zip(columns.values(), zip(*(row for _, row in chunk), strict=True), strict=True):
            column.add(lines, cells)
        records += len(chunk)
        if records == limit:
            whole = next(reading, None) is None
            break
    error = headless(form.columns, [name for name, column in columns.items() if column.text is None])
    if error is not None:
        raise DataError(f"`{path}`: {error.problem}", error.remedy)
    if not whole:
        for column in columns.values():
            column.crowded = True
    return TextTable(columns, records if whole else None)

"""What the columns of a text table hold, read without any framework."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import inf, isinf
from pathlib import Path

from scic.backends.components.data.letters import counted
from scic.backends.components.data.moments import Moments
from scic.backends.shared.cells import MISSING, all_numbers, number, number_text, ordered
from scic.backends.shared.delimited import headless, layout, rows
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.ports import Category, FieldType, Id, Number, Tokens
from scic.compiler.frozen import Frozen

_ROWS = 200_000
_CELLS = 2_000_000
_CHUNK = 10_000
_DISTINCT = 10_000
_NAMES = 20
_TELLING = 4


@dataclass
class Column:
    """What has been seen of one column."""

    comma: bool
    named: bool
    present: int = 0
    whole: bool = True
    counts: Counter[str] = field(default_factory=Counter)
    """How often each cell stands in it, while there are no more than 10 000 different ones."""
    crowded: bool = False
    """Whether there are more."""
    cut: bool = False
    """Whether the file goes on where it was no longer read."""
    text: tuple[int, str] | None = None
    """The line and the words of the first cell that is no number."""
    infinite: int | None = None
    """The line of the first infinite number."""
    moments: Moments = field(default_factory=Moments)
    """How its different numbers are spread."""

    def add(self, lines: Sequence[int], cells: Sequence[str]) -> None:
        """Take up the cells of some lines."""
        held = [cell for cell in cells if cell not in MISSING]
        self.present += len(held)
        if self.text is None:
            self._judge(set(held) - self.counts.keys(), lines, cells)
        if not self.crowded:
            self.counts.update(held)
            self.crowded = len(self.counts) > _DISTINCT

    def _judge(self, new: Collection[str], lines: Sequence[int], cells: Sequence[str]) -> None:
        """Look for the first text, the first infinite number, and fractions."""
        if not all_numbers(new, comma=self.comma):
            is_text = (cell not in MISSING and number(cell, comma=self.comma) is None for cell in cells)
            self.text = next((line, cell) for line, cell, text in zip(lines, cells, is_text, strict=True) if text)
            return
        values = [float(cell.replace(",", ".")) for cell in new] if self.comma else list(map(float, new))
        if self.infinite is None and inf in map(abs, values):
            infinite = {cell for cell, value in zip(new, values, strict=True) if isinf(value)}
            self.infinite = next(line for line, cell in zip(lines, cells, strict=True) if cell in infinite)
        self.whole = self.whole and all(value.is_integer() for value in values if not isinf(value))
        self.moments.add(values)

    @property
    def classes(self) -> dict[str, int] | None:
        """How many records each class has, in order, the column taken as a category; None where not all are known."""
        if self.crowded or self.cut:
            return None
        found: Counter[str] = Counter()
        for cell, count in self.counts.items():
            value = number(cell, comma=self.comma) if self.text is None else None
            found[cell if value is None else number_text(value)] += count
        return {name: found[name] for name in ordered(found)}

    def type(self) -> FieldType:
        """A number where every cell is one, an id where nearly all texts differ, else a category."""
        if not self.named:
            return Id()
        if self.text is None:
            classes = self.classes
            distinct = None if classes is None else len(classes)
            return Number(integer=self.whole, distinct=distinct, skewness=self.moments.skewness)
        if self.crowded or (len(self.counts) > _NAMES and len(self.counts) > self.present / 2):
            return Id()
        return self.category(Category())

    def tokens(self, declared: Tokens) -> Tokens:
        """The sequences, with what their numbers of letters tell."""
        lengths: Counter[int] = Counter()
        for cell, count in self.counts.items():
            lengths[len(cell)] += count
        return counted(declared, lengths)

    def category(self, declared: Category) -> Category:
        """The category, with the classes and counts that were found where none are declared."""
        found = self.classes
        if found is None:
            return declared
        names = declared.classes or tuple(found)
        return declared.replace(classes=names, counts=tuple(found.get(name, 0) for name in names))


class TextTable(Frozen):
    """What has been seen of a file; `records` is None where it was not read to its end."""

    columns: dict[str, Column]
    records: int | None
    repeated: int
    """The rows that equal an earlier one, where chance does not make such rows."""


def read_columns(path: Path, *, ignore: Collection[str] = (), drop: bool = False) -> TextTable:
    """The columns of a text table, from at most 200 000 rows and 2 000 000 cells.

    With `drop`, rows that equal an earlier one in all columns but those in `ignore` do not count. Raises DataError for
    a file that is no table.
    """
    form = layout(path)
    columns = {name: Column(form.comma, name not in form.unnamed) for name in form.columns}
    limit = max(min(_ROWS, _CELLS // len(columns)), 1)
    read, whole = 0, True
    reading = rows(path, form)
    places = [place for place, name in enumerate(form.columns) if name not in ignore]
    seen: set[int] = set()
    while chunk := list(islice(reading, min(_CHUNK, limit - read))):
        read += len(chunk)
        chunk = _fresh(chunk, places, seen, drop=drop)
        lines = [line for line, _ in chunk]
        for place, column in enumerate(columns.values()):
            column.add(lines, [row[place] for _, row in chunk])
        if read == limit:
            whole = next(reading, None) is None
            break
    error = headless(form.columns, [name for name, column in columns.items() if column.text is None])
    if error is not None:
        raise DataError(f"`{path}`: {error.problem}", error.remedy)
    if not whole:
        for column in columns.values():
            column.cut = True
    repeated = read - len(seen)
    # rows of a few classes and grades are equal by chance; measurements and texts are not
    judged = [columns[form.columns[place]] for place in places]
    telling = any(column.crowded or len(column.counts) > read / _TELLING for column in judged)
    return TextTable(columns, (len(seen) if drop else read) if whole else None, repeated if telling else 0)


def _fresh(
    chunk: Sequence[tuple[int, list[str]]], places: Sequence[int], seen: set[int], *, drop: bool
) -> list[tuple[int, list[str]]]:
    """The rows of a chunk, or with `drop` those that equal none before in some places; `seen` takes up their hashes."""
    kept = []
    for line, row in chunk:
        # of a large table the hashes are kept, not the cells
        key = hash(tuple(["" if row[place] in MISSING else row[place] for place in places]))
        if not drop or key not in seen:
            kept.append((line, row))
        seen.add(key)
    return kept

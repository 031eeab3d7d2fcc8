"""SCI509: records with a time, divided at random."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scic.compiler.catalogue.ports import Category, FieldType, Number
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import DataBlock, Experiment
from scic.compiler.rules._names import bare, words, written
from scic.compiler.rules._records import free_columns, ungrouped

DATES = {"date", "datetime", "timestamp"}
BIRTHS = {"birth", "born", "dob", "birthdate", "birthday"}
"""What a person brings along, not when the record was made."""
OCCASIONS = frozenset(
    {"admission", "collected", "collection", "measured", "measurement", "of", "recorded", "recording", "sample",
     "sampled", "sampling", "study", "survey", "visit"}
)  # fmt: skip
ISO = re.compile(r"\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}.*)?)?")


class TimeColumn(Warning_):
    """Records with a time, divided at random.

    A random split lets a network train on the day before and the day after each test record. It is then tested on
    filling gaps, which is easier than what it will be used for: records that come later. The survey (§9) asks for a
    test on data that were collected separately, with some natural shift.

    Example:
        experiment birds { seed: 1 }
        data csv as birds { path: "penguins.csv" }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
        validate subgroups { by: birds.sex }

    Repair:
        experiment birds { seed: 1 }
        data csv as birds { path: "penguins.csv", split: time(column: year) }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
        validate subgroups { by: birds.sex }
    """

    code = "SCI509"
    field: str
    ignorable: bool

    def message(self) -> str:
        return f"`{self.field}` is a time, and the records are divided at random"

    def help(self) -> str:
        name = written(self.field)
        rest = f", or `ignore: {name}` where time does not matter" if self.ignorable else ""
        return f"write `split: time(column: {name})` to test on what comes later (survey §9){rest}"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for dates in data that are divided at random."""
    for data in experiment.data:
        if ungrouped(data):
            yield from _times(experiment, data)


def _times(experiment: Experiment, data: DataBlock) -> Iterable[Diagnostic]:
    ignorable = "ignore" in type(data.component).model_fields
    for name in free_columns(experiment, data):
        if _is_time(name, data.record.fields[name]):
            yield TimeColumn(span=data.place("split"), field=name, ignorable=ignorable)


def _is_time(name: str, type_: FieldType) -> bool:
    found = set(words(name))
    if found & BIRTHS:
        return False
    if isinstance(type_, Category) and type_.classes and all(ISO.fullmatch(text) for text in type_.classes):
        return True
    # a number called time is a duration as often as not
    return bool(found & DATES) or bare(name, OCCASIONS) in ({"year"} if isinstance(type_, Number) else {"year", "time"})

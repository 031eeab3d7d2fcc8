"""SCI510: several records of one subject, divided one by one."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.ports import Category, FieldType, Number
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._names import bare, written
from scic.compiler.rules._records import free_columns, ungrouped

SUBJECTS = {
    "animal", "donor", "individual", "mouse", "participant", "patient", "person", "plate", "rat", "recording", "sample",
    "slide", "speaker", "specimen", "subject", "utterance", "volunteer", "well",
}  # fmt: skip


class RepeatedSubjects(Warning_):
    """Several records of one subject, divided one by one.

    Records of one patient, animal or well are more alike than those of two. When some of them train the network and
    others test it, it is tested on its memory, and the score tells nothing of a subject it has never seen: the
    spurious correlation that the survey (§9) warns of.

    Example:
        experiment visits { seed: 1 }
        data csv as visits { path: "visits.csv", ignore: [date], split: random(stratify: outcome) }
        model mlp { hidden: [64, 64] }
        task classification { predict: visits.outcome, class_weights: balanced }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment visits { seed: 1 }
        data csv as visits { path: "visits.csv", ignore: [date], split: random(stratify: outcome, group: patient) }
        model mlp { hidden: [64, 64] }
        task classification { predict: visits.outcome, class_weights: balanced }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI510"
    field: str
    values: int
    records: int

    def message(self) -> str:
        return (
            f"`{self.field}` has {self.values} values in {self.records} records, and the records are divided one by one"
        )

    def help(self) -> str:
        return (
            f"add `group: {written(self.field)}` to `split: random(...)`: "
            "a network tested on a subject it has trained on is tested on its memory (survey §9)"
        )


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for columns that name a subject and repeat."""
    for data in experiment.data:
        records = data.record.records
        if records is None or not ungrouped(data):
            continue
        for name in free_columns(experiment, data):
            values = _values(data.record.fields[name])
            if bare(name) in SUBJECTS and values is not None and 1 < values < records:
                yield RepeatedSubjects(span=data.place("split"), field=name, values=values, records=records)


def _values(type_: FieldType) -> int | None:
    """How many different values a column has; None while nobody has counted."""
    match type_:
        case Category(classes=tuple(classes)):
            return len(classes)
        case Number(integer=True, distinct=distinct):
            return distinct
        case _:
            return None

"""SCI508: a column that divides the records into groups, and no score for each."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.ports import Category, FieldType, Number
from scic.compiler.diagnostics.base import Diagnostic, Warning_, listed
from scic.compiler.ir import Experiment
from scic.compiler.rules._names import bare, reference
from scic.compiler.rules._records import free_columns

GROUPS = {
    "age_group", "batch", "breed", "center", "centre", "clinic", "cohort", "country", "device", "ethnic_group",
    "ethnicity", "gender", "hospital", "instrument", "lab", "laboratory", "plate", "race", "scanner", "sex", "site",
    "species", "strain",
}  # fmt: skip
WHOSE = frozenset({"animal", "donor", "host", "participant", "patient", "subject"})
MOST = 20
"""Most values of a column that is taken to name groups."""


class NoSubgroups(Warning_):
    """A subgroup in the data, and no score for each.

    A network can do well over all and badly for one sex, one hospital or one instrument, and it can owe its score
    to recognising them. The survey (§9) tells of one x-ray machine that happens to scan many sick patients, and
    asks that predictions be accurate across all populations.

    Example:
        experiment birds { seed: 1 }
        data csv as birds { path: "penguins.csv", ignore: [year] }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment birds { seed: 1 }
        data csv as birds { path: "penguins.csv", ignore: [year] }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
        validate subgroups { by: birds.sex }
    """

    code = "SCI508"
    data: str
    fields: tuple[str, ...]

    def message(self) -> str:
        verb = "divides" if len(self.fields) == 1 else "divide"
        return f"{listed(self.fields, 'and')} {verb} `{self.data}` into groups that get no score of their own"

    def help(self) -> str:
        by = ", ".join(reference(self.data, field) for field in self.fields)
        by = by if len(self.fields) == 1 else f"[{by}]"
        return f"add `validate subgroups {{ by: {by} }}`: a good score over all can hide a bad one for some (survey §9)"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for columns that name a sex, a site, an instrument and the like."""
    if experiment.validation("subgroups") is not None:
        return
    data = experiment.records  # the only records whose groups are scored
    fields = data.record.fields
    found = [name for name in free_columns(experiment, data) if bare(name, WHOSE) in GROUPS and _divides(fields[name])]
    if found:
        yield NoSubgroups(span=data.at, data=data.name, fields=tuple(found))


def _divides(type_: FieldType) -> bool:
    """Whether a column has few values, more than one."""
    match type_:
        case Category(classes=None):
            return True
        case Category(classes=tuple(values)):
            return 2 <= len(values) <= MOST
        case Number(integer=True, distinct=int(distinct)):
            return 2 <= distinct <= MOST
        case _:
            return False

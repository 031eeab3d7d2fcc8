"""SCI542: one collection of records, divided in two ways."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.component import Split
from scic.compiler.catalogue.settings import Reference
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import DataBlock, Experiment


class SharedRecords(Warning_):
    """Two data blocks of the same records, divided in two ways.

    What is a test record of the one is then a training record of the other: the network has seen what it is tested
    on, if in another form. Divided in the same way, each record is in the same part of both. The survey (§9) keeps
    the test set apart from everything before it.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        data sample as photos { set: digits, split: random(train: 50%, test: 50%), transform: [invert], labels: none }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method dann { source: scans, target: photos, epochs: 20, batch: 64 }
        validate external { data: photos }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment digits { seed: 1 }
        data sample as scans { set: digits }
        data sample as photos { set: digits, transform: [invert], labels: none }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method dann { source: scans, target: photos, epochs: 20, batch: 64 }
        validate external { data: photos }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI542"
    data: str
    home: str

    def message(self) -> str:
        return f"`{self.data}` holds the records of `{self.home}`, divided in another way"

    def help(self) -> str:
        return "give both the same `split`, so that no test record of the one is a training record of the other"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Compare where the records of the data blocks come from, and how they are divided."""
    home = experiment.records
    for block in experiment.data:
        if block is not home and _origin(block) == _origin(home) and _all_or_other_split(experiment, block, home):
            yield SharedRecords(span=block.place("split"), data=block.name, home=home.name)


def _all_or_other_split(experiment: Experiment, block: DataBlock, home: DataBlock) -> bool:
    every = any(
        getattr(check.component, "records", "") == "all" and block.name in check.data.values()
        for check in experiment.validates
    )
    return every or _way(block.component.split) != _way(home.component.split)


def _origin(block: DataBlock) -> tuple[str, object]:
    """What says where records come from: the files they are read from, or the name of a sample."""
    component = block.component
    return block.component_name, dict(component.paths()) or getattr(component, "set", block.name)


def _way(split: Split) -> tuple[str, dict[str, object]]:
    """How a split divides; the fields of two data blocks are the same under the same name."""
    values = ((name, getattr(split, name)) for name in type(split).model_fields)
    return split.named(), {name: value.parts[-1] if isinstance(value, Reference) else value for name, value in values}

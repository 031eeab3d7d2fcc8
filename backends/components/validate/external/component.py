"""The score on another data set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from scic.compiler.catalogue.component import Validate
from scic.compiler.catalogue.settings import DataRef
from scic.compiler.diagnostics.base import Diagnostic, listed
from scic.compiler.resolve.context import Context


class External(Validate):
    """Score the trained network on the records of another data set.

    Test records come from the same place as those for training, and share its habits: one scanner, one staff, one
    year. Only records from elsewhere tell whether the network has learnt the thing itself. Expect a lower score, and
    report both.

    The other data must have the fields that the network reads, under the same names, and the target. With `labels:
    none`, only its training and validation records hide their targets. Only the test records are scored, unless
    `records: all` says that the training has seen none of them.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        data sample as photos { set: digits, split: random(stratify: digit), transform: [noise(level: 30%)] }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method supervised { epochs: 20, batch: 64 }
        validate external { data: photos }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "9"

    data: DataRef = Field(description="the data whose records are scored")
    records: Literal["test", "all"] = Field("test", description="which of its records")

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """What cannot be scored, or says nothing new."""
        experiment = context.experiment
        name = str(self.data)
        record = experiment.block_of_data(name).record
        lacking = tuple(
            field
            for task in experiment.tasks
            for field in task.targets
            if record.complete and field not in record.fields
        )
        if name == experiment.records.name:
            yield NothingElse(span=context.span("data"), data=name)
        elif lacking:
            yield NoTruth(span=context.span("data"), data=name, fields=lacking, home=experiment.records.name)


class NothingElse(Diagnostic):
    """An external check on the data of the training.

    `evaluate.py` scores their test records in any case.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate external { data: sample }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI546"
    data: str

    def message(self) -> str:
        """What was found."""
        return f"`{self.data}` are the data that the network learns from"

    def help(self) -> str:
        """How to mend it."""
        return "name another data block, or remove the check: the test records are scored in any case"


class NoTruth(Diagnostic):
    """Another data set without the target, to be scored.

    To score a prediction, the truth must be known.

    Example:
        experiment flowers { seed: 1 }
        data sample as flowers { set: iris, split: random(stratify: species) }
        data csv as birds {
          path: "penguins.csv"
          fields { petal_length: number(column: bill_length_mm) }
          ignore: [species, year]
        }
        model mlp { inputs: [flowers.petal_length], hidden: [64, 64] }
        task classification { predict: flowers.species }
        method supervised { epochs: 20 }
        validate external { data: birds }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment flowers { seed: 1 }
        data sample as flowers { set: iris, split: random(stratify: species) }
        data sample as others { set: iris, split: random(stratify: species) }
        model mlp { inputs: [flowers.petal_length], hidden: [64, 64] }
        task classification { predict: flowers.species }
        method supervised { epochs: 20 }
        validate external { data: others }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI547"
    data: str
    fields: tuple[str, ...]
    home: str

    def message(self) -> str:
        """What was found."""
        return f"`{self.data}` has no {listed(self.fields, 'and')} to compare predictions with"

    def help(self) -> str:
        """How to mend it."""
        return f"add it under the name it has in `{self.home}`, or remove the check"

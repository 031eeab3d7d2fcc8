"""SCI504: a test part too small to tell anything."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._records import class_counts, part_sizes

RECORDS = 20
OF_A_CLASS = 3


class SmallTest(Warning_):
    """A test part too small to tell anything.

    On 20 records, an accuracy of 80% has an interval from about 60% to 90%; below that, almost any two networks
    look alike. Where fewer than 3 records of a class are expected, a random split may leave the class out
    altogether. Cross-validation tests every record once, which is the most that few records can give. Masks are
    not counted: each holds many answers. The survey (§9) asks for thorough validation.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(train: 90%, validation: 5%, test: 5%, stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(train: 60%, validation: 20%, test: 20%, stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate cross_validation { folds: 5 }
    """

    code = "SCI504"
    expected: float
    rare: str | None
    """The class that is too rare; None when all the records are too few."""

    def message(self) -> str:
        what = "records" if self.rare is None else f"records of `{self.rare}`"
        return f"the test part gets about {self.expected:.0f} {what}, too few to tell networks apart"

    def help(self) -> str:
        return (
            "add `validate cross_validation`, which tests every record once, or give `test` a larger share (survey §9)"
        )


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Expect the size of the test part, in all and of the rarest class."""
    if experiment.validation("cross_validation") is not None:
        return
    for task in experiment.tasks:
        data = experiment.block_of_data(task.data)
        records = part_sizes(data).get("test")
        if records is None or task.component.writes != "columns":
            continue
        span = data.place("split", "test")
        counts = class_counts(task)
        if records < RECORDS:
            yield SmallTest(span=span, expected=records, rare=None)
        elif counts:
            rare = min(counts, key=counts.__getitem__)
            expected = counts[rare] * data.component.split.shares()["test"]
            if expected < OF_A_CLASS:
                yield SmallTest(span=span, expected=expected, rare=rare)

"""SCI511: records that are there twice, divided one by one."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._records import ungrouped

LEAST = 0.01


class RepeatedRecords(Warning_):
    """Records that are there twice, divided one by one.

    Of two equal records a random split sends one into training and the other into the test as often as chance has it.
    Such a test record asks for nothing but memory, and the score is better than it will be on records that are new
    (survey §9). Tables that were put together from several sources often hold copies.

    Example:
        experiment plates { seed: 1 }
        data csv as plates { path: "plates.csv", split: random(stratify: strain) }
        model mlp { hidden: [64, 64] }
        task classification { predict: plates.strain }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment plates { seed: 1 }
        data csv as plates { path: "plates.csv", repeats: drop, split: random(stratify: strain) }
        model mlp { hidden: [64, 64] }
        task classification { predict: plates.strain }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI511"
    data: str
    repeated: int
    records: int

    def message(self) -> str:
        return f"{self.repeated} of {self.records} records of `{self.data}` equal an earlier one in everything"

    def help(self) -> str:
        return "add `repeats: drop`, or some are tested that were learnt by heart (survey §9)"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for copies among records that are divided at random; a few may be chance."""
    for data in experiment.data:
        record = data.record
        if record.records and record.repeated >= LEAST * record.records and ungrouped(data):
            yield RepeatedRecords(
                span=data.at,
                data=data.name,
                repeated=record.repeated,
                records=record.records,
            )

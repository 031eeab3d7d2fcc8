"""SCI544: labels that are there and are not read."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._domains import adaptations, known_targets


class IgnoredLabels(Warning_):
    """Labels that are there and are not read.

    A method that adapts to a second data set learns from its records alone. Where their labels are known, either they
    are kept for the test, and `labels: none` says so and hides them from all but that; or they are worth more than
    any adaptation: train on them (survey §5.1).

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits }
        data sample as photos { set: digits, transform: [invert] }
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

    code = "SCI544"
    data: str
    stage: str
    field: str

    def message(self) -> str:
        return f"`{self.data}.{self.field}` is known, and `{self.stage}` does not read it"

    def help(self) -> str:
        return f"add `labels: none` to `{self.data}`: only its test records then show theirs"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for shown targets in every data set that a stage adapts to."""
    for stage, data in adaptations(experiment):
        targets = known_targets(experiment, data)
        if targets and data.component.labels is not None and data.component.labels.named() == "all":
            yield IgnoredLabels(span=stage.place("target"), data=data.name, stage=stage.name, field=targets[0])

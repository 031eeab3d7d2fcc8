"""SCI543: a data set whose labels are hidden, divided by them."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._domains import adaptations, known_targets


class SplitByTargetLabels(Warning_):
    """A data set whose labels are hidden, divided by them.

    Adaptation is for data without labels. A split that is balanced by their classes has read them: the unlabelled
    records then have the same classes in the same shares as the source, which is just what adaptation assumes and
    nobody could have arranged. The score on such a target is too good (rule of the survey, §9: nothing of what is
    tested may shape the training).

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        data sample as photos { set: digits, split: random(stratify: digit), transform: [invert], labels: none }
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

    code = "SCI543"
    data: str
    stage: str
    field: str

    def message(self) -> str:
        return f"`{self.data}` is divided by `{self.field}`, which `{self.stage}` is not to know"

    def help(self) -> str:
        return "divide it without `stratify`"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look at how every data set is divided that a stage adapts to."""
    for stage, data in adaptations(experiment):
        stratify = getattr(data.component.split, "stratify", None)
        if stratify is not None and stratify.parts[-1] in known_targets(experiment, data):
            span = data.place("split", "stratify")
            yield SplitByTargetLabels(span=span, data=data.name, stage=stage.name, field=stratify.parts[-1])

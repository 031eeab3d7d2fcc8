"""SCI543, SCI544, SCI545: what is known of the labels of a data set that a network is to adapt to."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._domains import adaptations


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


class StopBySource(Warning_):
    """An adaptation that stops by the score on the source.

    Early stopping watches the validation records of the source. The features are aligned while that score no longer
    rises, or even falls, and the training ends before what it is for has happened. To watch the target instead would
    need its labels, and a network that is chosen by them has not learnt without them.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits }
        data sample as photos { set: digits, transform: [invert], labels: none }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method dann { source: scans, target: photos, epochs: 20, batch: 64, stop: early(patience: 5) }
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

    code = "SCI545"
    stage: str
    source: str

    def message(self) -> str:
        return f"`{self.stage}` stops by the score on `{self.source}`, which does not show whether it has adapted"

    def help(self) -> str:
        return "remove `stop`, and choose the number of epochs beforehand"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look at every data set that a stage adapts to."""
    for stage, data in adaptations(experiment):
        targets = [name for task in experiment.tasks for name in task.targets if name in data.record.fields]
        stratify = getattr(data.component.split, "stratify", None)
        if stratify is not None and stratify.parts[-1] in targets:
            span = data.place("split", "stratify")
            yield SplitByTargetLabels(span=span, data=data.name, stage=stage.name, field=stratify.parts[-1])
        if targets and data.component.labels is not None and data.component.labels.named() == "all":
            yield IgnoredLabels(span=stage.place("target"), data=data.name, stage=stage.name, field=targets[0])
        if getattr(stage.component, "stop", None) is not None:
            yield StopBySource(span=stage.place("stop"), stage=stage.name, source=experiment.records.name)

"""SCI545: an adaptation that stops by the score on the source."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._domains import adaptations


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
    """Look for early stopping in every stage that adapts."""
    for stage, _ in adaptations(experiment):
        if getattr(stage.component, "stop", None) is not None:
            yield StopBySource(span=stage.place("stop"), stage=stage.name, source=experiment.records.name)

"""SCI513: early stopping with nothing to stop by."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.component import Split
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.ir import Experiment


class StopWithoutValidation(Diagnostic):
    """Early stopping without validation records.

    It watches the score of records that are neither trained on nor tested on. The test records cannot take their
    place: a network that was stopped where they score best has been fitted to them. The survey (§5, §9) keeps
    tuning on held out data, apart from the final test.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(train: 80%, test: 20%) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 200, stop: early(patience: 10) }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(train: 70%, validation: 15%, test: 15%) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 200, stop: early(patience: 10) }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI513"
    stage: str
    data: str

    def message(self) -> str:
        return f"`{self.stage}` stops by the validation score, and `{self.data}` has no validation records"

    def help(self) -> str:
        return "give the split a part for `validation`, or remove `stop`"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for stages that stop early on data without a validation part."""
    for stage in experiment.stages:
        stop = getattr(stage.component, "stop", None)
        if stop is None or stop.named() != "early":
            continue
        for name in dict.fromkeys(task.data for task in experiment.tasks):
            if _has_none(experiment.block_of_data(name).component.split):
                yield StopWithoutValidation(span=stage.place("stop"), stage=stage.name, data=name)


def _has_none(split: Split) -> bool:
    """Whether a split says that nothing is for validation; folders, for one, do not say."""
    part = getattr(split, "validation", None)
    return part is not None and not part

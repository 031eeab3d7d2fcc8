"""SCI516: a stage that trains for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment


class IdleStage(Warning_):
    """A stage whose weights nothing uses.

    Stages run one after the other, and each starts from fresh weights unless `start` names another. The last one is
    the result. A stage that is neither the last nor a start costs its time and leaves no trace. Transfer learning
    is two steps, of which the second starts from the first (survey §5.1).

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised as first { epochs: 20 }
        method supervised as second { epochs: 20, optimizer: adamw(lr: 1e-4) }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised as first { epochs: 20 }
        method supervised as second { epochs: 20, start: first, optimizer: adamw(lr: 1e-4) }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI516"
    stage: str
    next: str

    def message(self) -> str:
        return f"nothing uses the weights of `{self.stage}`"

    def help(self) -> str:
        return f"add `start: {self.stage}` to `{self.next}`, or remove the stage"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for stages that are neither the last nor a start."""
    starts = {stage.start for stage in experiment.stages}
    for stage, following in pairwise(experiment.stages):
        if stage.name not in starts:
            yield IdleStage(span=stage.at, stage=stage.name, next=following.name)

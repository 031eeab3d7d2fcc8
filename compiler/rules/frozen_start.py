"""SCI560: weights that were never learnt, held as they are."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment


class FrozenStart(Warning_):
    """A frozen trunk that has not learnt anything yet.

    Freezing keeps what an earlier training has found (survey §5.1). A stage without `start`, on a model without
    pretrained weights, begins at random: what it freezes are random features, and the heads make of them what they
    can. To see how little that is, as a control beside a probe, silence this with its reason.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, freeze: trunk(epochs: 5) }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised as first { epochs: 20 }
        method supervised as second { epochs: 20, start: first, freeze: trunk(epochs: 5), optimizer: adamw(lr: 1e-4) }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI560"
    stage: str
    before: str | None

    def message(self) -> str:
        return f"`{self.stage}` freezes weights that have learnt nothing"

    def help(self) -> str:
        if self.before is None:
            return "remove `freeze`, or put a stage before it and name it in `start`"
        return f"write `start: {self.before}`, or remove `freeze`"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for stages that freeze what begins at random."""
    if any(getattr(trunk.component, "weights", None) for trunk in experiment.trunks):
        return
    for index, stage in enumerate(experiment.stages):
        if stage.start is None and getattr(stage.component, "freeze", None) is not None:
            before = experiment.stages[index - 1].name if index else None
            yield FrozenStart(span=stage.place("freeze"), stage=stage.name, before=before)

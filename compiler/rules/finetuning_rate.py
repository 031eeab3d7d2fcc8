"""SCI514: finetuning at the rate of the training before it."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._rates import rate
from scic.compiler.source import Span


class FinetuningRate(Warning_):
    """Finetuning at the rate of the stage it starts from, or above.

    Finetuning trains pretrained weights further, with minor changes (survey §5.1). Steps as large as those that
    found the weights carry the network away from them in the first epoch, and what was learnt before is lost.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised as first { epochs: 20 }
        method supervised as second { epochs: 20, start: first }
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

    code = "SCI514"
    stage: str
    start: str
    optimizer: str
    value: float
    before: float
    start_at: Span
    factor: float = 1.0
    """The part of the rate that the trunk learns at."""

    def message(self) -> str:
        than = "the rate" if self.value == self.before else f"above the rate {self.before:g}"
        learner = f"`{self.stage}`" if self.factor == 1 else f"the trunk of `{self.stage}`"
        return f"{learner} learns at {self.value:g}, {than} of `{self.start}` that it starts from"

    def help(self) -> str:
        rest = ", ..." if self.factor != 1 else ""
        return (
            f"write `optimizer: {self.optimizer}(lr: {self.before / 10 / self.factor:g}{rest})`: "
            "large steps undo what was learnt before (survey §5.1)"
        )

    def notes(self) -> tuple[tuple[Span, str], ...]:
        return ((self.start_at, f"learns at {self.before:g}"),)


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Compare each stage with the one it starts from; rates of two optimizers do not compare."""
    stages = {stage.name: stage for stage in experiment.stages}
    for stage in experiment.stages:
        if stage.start is None:
            continue
        start = stages[stage.start]
        now, before = rate(stage), rate(start)
        if now is None or before is None or now.optimizer != before.optimizer or now.trunk < before.trunk:
            continue
        if not now.trunk:
            continue  # a probe leaves what was learnt as it is
        yield FinetuningRate(
            span=stage.place("optimizer", "lr"),
            stage=stage.name,
            start=stage.start,
            optimizer=now.optimizer,
            value=now.trunk,
            before=before.trunk,
            factor=now.trunk / now.value,
            start_at=start.place("optimizer", "lr"),
        )

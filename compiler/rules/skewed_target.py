"""SCI519: a target that leans far to one side, under a squared error."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.ports import Number
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment

MOST = 2


class SkewedTarget(Warning_):
    """A target that leans far to one side, under a squared error.

    The square makes an error that is ten times as large count a hundred times: a few records far out decide what the
    network learns of all. A robust loss lets them count as one record each (Huber 1964); the logarithm of a quantity
    over several orders of magnitude is what has no long tail to begin with.

    Example:
        experiment rivers { seed: 1 }
        data csv as rivers { path: "rivers.csv" }
        model mlp { hidden: [64, 64] }
        task regression { predict: rivers.discharge }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment rivers { seed: 1 }
        data csv as rivers { path: "rivers.csv" }
        model mlp { hidden: [64, 64] }
        task regression { predict: rivers.discharge, loss: huber }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI519"
    field: str
    skewness: float

    def message(self) -> str:
        side = "high" if self.skewness > 0 else "low"
        return f"a few {side} values of `{self.field}` rule the squared error (skewness {self.skewness:.1f})"

    def help(self) -> str:
        return "add `loss: huber`, or predict the logarithm, written into a column of its own"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look at the numbers that are predicted under the mean squared error alone."""
    for task in experiment.tasks:
        if {term.of.named() for term in getattr(task.component, "loss", ())} != {"mse"}:
            continue
        fields = experiment.block_of_data(task.data).record.fields
        for name in task.targets:
            target = fields.get(name)
            skewness = target.skewness if isinstance(target, Number) else None
            if skewness is not None and abs(skewness) >= MOST:
                yield SkewedTarget(span=task.place("predict"), field=name, skewness=skewness)

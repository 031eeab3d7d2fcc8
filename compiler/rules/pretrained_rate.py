"""SCI521: pretrained weights trained like fresh ones."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._rates import rate


class PretrainedRate(Warning_):
    """Pretrained weights at a rate for fresh ones.

    An optimizer's default rate is meant for weights that start from nothing. Finetuning trains pretrained weights
    further, with minor changes (survey §5.1): at that rate the first epoch undoes what they were taken for.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit) }
        model resnet { weights: "resnet18.pth", small_images: true }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit) }
        model resnet { weights: "resnet18.pth", small_images: true }
        task classification { predict: sample.digit }
        method supervised { epochs: 20, optimizer: adamw(lr: 1e-4) }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI521"
    model: str
    optimizer: str
    value: float
    usual: float

    def message(self) -> str:
        return f"`{self.model}` starts from pretrained weights and learns at {self.value:g}, a rate for fresh ones"

    def help(self) -> str:
        return (
            f"write `optimizer: {self.optimizer}(lr: {self.usual / 10:g})`: "
            "large steps undo what was learnt before (survey §5.1)"
        )


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look at the rate of every stage that begins with the model's own weights."""
    for model in experiment.models:
        if getattr(model.component, "weights", None) is None:
            continue
        for stage in experiment.stages:
            found = rate(stage) if stage.start is None else None
            if found is not None and found.trunk >= found.usual:
                yield PretrainedRate(
                    span=stage.place("optimizer", "lr"),
                    model=model.name,
                    optimizer=found.optimizer,
                    value=found.trunk,
                    usual=found.usual,
                )

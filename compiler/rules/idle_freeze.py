"""SCI561: a freeze that leaves nothing to train, or holds nothing."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment

HEADS_ONLY = ("linear",)
"""Networks that have no weights under the heads."""


class IdleFreeze(Warning_):
    """A freeze that leaves the trunk nothing to train, or that has nothing to hold.

    With `epochs` a freeze ends and the trunk follows the heads (survey §5.1). One that outlasts its stage never ends:
    the trunk stays as it was, although the spec says that it learns.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised as first { epochs: 20 }
        method supervised as second { epochs: 5, start: first, freeze: trunk(epochs: 5), optimizer: adamw(lr: 1e-4) }
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

    code = "SCI561"
    stage: str
    model: str
    thaws: int | None
    """When the freeze would end; None where there is nothing to freeze."""
    epochs: int

    def message(self) -> str:
        if self.thaws is None:
            return f"`{self.stage}` freezes the trunk, `{self.model}` has no weights there"
        return f"the trunk would learn after {self.thaws} epochs, `{self.stage}` ends after {self.epochs}"

    def help(self) -> str:
        if self.thaws is None:
            return "remove `freeze`"
        return f"give the stage more than {self.thaws} epochs, or write `freeze: trunk` to train the heads alone"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Set each freeze against the epochs of its stage, and against the network."""
    network = experiment.network
    for stage in experiment.stages:
        freeze = getattr(stage.component, "freeze", None)
        epochs = getattr(stage.component, "epochs", None)
        if freeze is None or epochs is None:
            continue
        thaws = freeze.thaws()
        if network.component_name in HEADS_ONLY:
            yield IdleFreeze(
                span=stage.place("freeze"), stage=stage.name, model=network.name, thaws=None, epochs=epochs
            )
        elif thaws is not None and thaws >= epochs:
            yield IdleFreeze(
                span=stage.place("freeze"), stage=stage.name, model=network.name, thaws=thaws, epochs=epochs
            )

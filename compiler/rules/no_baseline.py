"""SCI501: nothing simple to compare with."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.ports import Actions
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment


class NoBaseline(Warning_):
    """A network that is compared with nothing.

    A score means little by itself. With imbalanced classes the naive majority is strong, and on small tables a
    linear model or a forest often matches a network. The survey (§9) says to try simple methods first: how does
    the majority baseline perform, and what is the simplest model that might work well?

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI501"

    def message(self) -> str:
        return "the network is compared with no simple model"

    def help(self) -> str:
        return (
            "add `validate baselines`: a score means little until that of a simple model stands beside it (survey §9)"
        )


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for `validate baselines`."""
    # a policy is always set beside one that acts at random
    acts = any(isinstance(task.target, Actions) for task in experiment.tasks)
    if experiment.validation("baselines") is None and not acts:
        yield NoBaseline(span=experiment.at)

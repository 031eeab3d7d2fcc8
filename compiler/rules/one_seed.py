"""SCI502: a result that rests on one seed."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment


class OneSeed(Warning_):
    """A result that rests on one seed.

    The seed sets the first weights and the order of the records. Two runs that differ in nothing else can differ
    more than two methods do, so a single run says neither how good a network is nor which of two is better. The
    survey (§9) asks: how stable is the performance across multiple random reruns?

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI502"

    def message(self) -> str:
        return "the result rests on one seed"

    def help(self) -> str:
        return (
            "add `validate seeds { count: 3 }`, or `validate cross_validation` where records are few: "
            "one run does not say how stable the score is (survey §9)"
        )


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for anything that trains more than once."""
    if experiment.validation("seeds") is None and experiment.validation("cross_validation") is None:
        yield OneSeed(span=experiment.at)

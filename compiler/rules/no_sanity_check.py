"""SCI507: an explanation that is not checked against shuffled weights."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment


class NoSanityCheck(Warning_):
    """An explanation that is not checked against shuffled weights.

    Some maps look convincing and stay the same when the weights of the network are shuffled: they show the edges of
    the picture, not what the network has learnt (Adebayo et al., Sanity checks for saliency maps, 2018). The check
    is on unless it is turned off. The survey (§7.1.1) says of such maps that they are not perfect and must be
    validated further.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        interpret saliency { sanity: false }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        interpret saliency { sanity: true }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI507"
    owner: str

    def message(self) -> str:
        return f"`{self.owner}` is not compared with networks of shuffled weights"

    def help(self) -> str:
        return (
            "set `sanity: true`: a map that survives the shuffling shows the input, not what was learnt (survey §7.1.1)"
        )


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for attributions whose check is turned off."""
    for block in experiment.interprets:
        if getattr(block.component, "sanity", None) is False:
            yield NoSanityCheck(span=block.place("sanity"), owner=block.name)

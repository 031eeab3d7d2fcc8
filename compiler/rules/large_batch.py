"""SCI515: a batch that no epoch can fill."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._records import data_of, part_sizes

STEPS = 4
"""Fewest steps of an epoch with the batch that is proposed."""


class LargeBatch(Warning_):
    """A batch larger than the training part.

    Every epoch is then a single step on all the records at once: the network takes as many steps as there are
    epochs, and the noise of small batches, which helps it generalise, is gone. The survey (§9) counts the batch size
    among the first settings to explore.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, batch: 128 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, batch: 16 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI515"
    batch: int
    records: float

    def message(self) -> str:
        return f"a batch is {self.batch} records, the training part gets about {self.records:.0f}"

    def help(self) -> str:
        fitting = 1 << (max(int(self.records / STEPS), 1).bit_length() - 1)
        return f"write `batch: {fitting}`, or every epoch is a single step (survey §9)"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Set the batch of every stage against the size of the training part."""
    sizes = [part_sizes(data_of(experiment, task.data)).get("train") for task in experiment.tasks]
    known = [size for size in sizes if size is not None]
    if not known or len(known) < len(sizes):
        return
    for stage in experiment.stages:
        batch = getattr(stage.component, "batch", None)
        if batch is not None and batch > max(known):
            yield LargeBatch(span=stage.place("batch"), batch=batch, records=max(known))

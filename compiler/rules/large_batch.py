"""SCI515: a batch that no epoch can fill."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._records import labels_shown, part_sizes

STEPS = 4
"""Fewest steps of an epoch with the batch that is proposed."""


class LargeBatch(Warning_):
    """A batch larger than the training part.

    Every epoch is then a single step on all the records at once: the network takes as many steps as there are
    epochs, and the noise of small batches, which helps it generalise, is gone. Where few records are labelled, a
    batch of those should be smaller than all of them, for the same reason. The survey (§9) counts the batch size
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
    labelled: bool
    """Whether these are the records that show their target."""

    def message(self) -> str:
        if self.labelled:
            return f"a batch is {self.batch} records, and about {self.records:.0f} are labelled"
        return f"a batch is {self.batch} records, the training part gets about {self.records:.0f}"

    def help(self) -> str:
        steps = 1 if self.labelled else STEPS
        fitting = 1 << (max(int(self.records / steps), 1).bit_length() - 1)
        why = "every step sees all the labels" if self.labelled else "every epoch is a single step"
        return f"write `batch: {fitting}`, or {why} (survey §9)"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Set the batch of every stage against the size of the training part, and of what is labelled in it."""
    blocks = [(task, experiment.block_of_data(task.data)) for task in experiment.tasks]
    sizes = [part_sizes(data).get("train") for _, data in blocks]
    shown = [labels_shown(task, data) for task, data in blocks]
    for stage in experiment.stages:
        batch = getattr(stage.component, "batch", None)
        labelled = "labelled" in stage.component.batches
        if batch is None:
            continue
        if (records := _most(sizes)) is not None and batch > records:
            yield LargeBatch(span=stage.place("batch"), batch=batch, records=records, labelled=False)
        elif labelled and (records := _most(shown)) is not None and batch > records:
            yield LargeBatch(span=stage.place("batch"), batch=batch, records=records, labelled=True)


def _most(counts: list[float | None]) -> float | None:
    """The largest; None while one of them is unknown."""
    known = [count for count in counts if count is not None]
    return max(known) if known and len(known) == len(counts) else None

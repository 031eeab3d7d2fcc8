"""SCI562: a handful of records to be told apart."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment

LEAST = 64
"""Fewest records of a batch that are worth being told apart."""


class ContrastiveBatch(Warning_):
    """A contrastive batch of a few records.

    Contrastive methods tell each record from all others of its batch. Among a few this is easy, and once it is done
    nothing more is learnt: features get better with every doubling of the batch (Chen et al. 2020, figure 9).
    `accumulate` does not help: its batches are not compared with one another.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit) }
        model cnn { widths: [16, 32] }
        task classification { predict: sample.digit }
        method simclr as pretrain { epochs: 20, batch: 16 }
        method transfer { start: pretrain, epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit) }
        model cnn { widths: [16, 32] }
        task classification { predict: sample.digit }
        method simclr as pretrain { epochs: 20, batch: 256 }
        method transfer { start: pretrain, epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI562"
    stage: str
    batch: int

    def message(self) -> str:
        return f"`{self.stage}` tells each record from the {self.batch - 1} others of its batch"

    def help(self) -> str:
        return (
            f"set `batch: 256`, or what the memory holds; under {LEAST} there is little to tell apart (survey §6.1.1)"
        )


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look at the batch of every contrastive stage."""
    for stage in experiment.stages:
        batch = getattr(stage.component, "batch", None)
        if stage.component.contrasts and batch is not None and batch < LEAST:
            yield ContrastiveBatch(span=stage.place("batch"), stage=stage.name, batch=batch)

"""SCI506: batch normalisation over a handful of records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from scic.compiler.catalogue.component import Model
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment

LEAST = 4
ALWAYS = ("resnet",)
"""Networks that are normalised over the batch without a setting that says so."""


class SmallBatchNormalization(Warning_):
    """Batch normalisation over a handful of records.

    It scales by the mean and spread of the batch at hand. Of fewer than 4 records these are mostly chance, so that
    training is noisy, and the network that is tested, which uses running averages, is another than the one that was
    trained (Wu and He, Group normalization, 2018). `accumulate` does not help: it adds up gradients, each of a small
    batch.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit) }
        model cnn { widths: [16, 32] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20, batch: 2 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit) }
        model cnn { widths: [16, 32], normalization: group }
        task classification { predict: sample.digit }
        method supervised { epochs: 20, batch: 2 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI506"
    model: str
    batch: int
    other: str | None
    """The normalisation of the same network that needs no batch."""

    def message(self) -> str:
        records = "1 record" if self.batch == 1 else f"{self.batch} records"
        return f"`{self.model}` is normalised over batches of {records}"

    def help(self) -> str:
        if self.other is None:
            return "set `batch: 8` or more: mean and spread of a few records are mostly chance"
        return (
            f"set `normalization: {self.other}` in `{self.model}`, or `batch: 8` or more: "
            "mean and spread of a few records are mostly chance"
        )


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Set the batch of every stage against the normalisation of the network."""
    for model in experiment.models:
        if not _normalizes(model.component):
            continue
        for stage in experiment.stages:
            batch = getattr(stage.component, "batch", None)
            if batch is not None and batch < LEAST:
                other = _other(model.component)
                yield SmallBatchNormalization(span=stage.place("batch"), model=model.name, batch=batch, other=other)


def _normalizes(model: Model) -> bool:
    return getattr(model, "normalization", None) == "batch" or model.named() in ALWAYS


def _other(model: Model) -> str | None:
    field = type(model).model_fields.get("normalization")
    return next((choice for choice in _choices(field.annotation) if choice != "batch"), None) if field else None


def _choices(annotation: Any) -> list[str]:
    """The words that a setting may be."""
    if isinstance(annotation, str):
        return [annotation]
    return [word for part in get_args(annotation) for word in _choices(part)]

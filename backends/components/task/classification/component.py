"""Classification: a class, or several, for each record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal, cast

from pydantic import Field

from scic.compiler.catalogue.component import Loss, Task, Weighted
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.ports import Category, Multilabel, Number, Vector
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.ports import TargetMismatch
from scic.compiler.ir import TaskBlock
from scic.compiler.resolve.context import Context


def _cross_entropy() -> tuple[Weighted, ...]:
    return (Weighted(weight=1.0, of=cast(Loss, load("loss", "cross_entropy").usual())),)


class Classification(Task):
    """A class for each record, or any number of classes for each.

    For a category, a whole number or a multilabel. It reads one vector a record, so a network on images pools
    its map first. Several labels a record are scored independently of each other.

    Accuracy flatters a network when one class is common: read it beside the balanced accuracy, and compare
    with the majority baseline, which may be strong. With rare classes that matter, set `class_weights:
    balanced`: each class then counts in the loss as if all were equally frequent.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.3.1"
    reads = (Vector,)
    predicts = (Category, Number, Multilabel)
    answers = ("answer", "confident")
    metrics: ClassVar = {
        "accuracy": "the share of records whose class is right",
        "balanced_accuracy": "the mean over the classes of the share found; of two classes, a half is guessing",
        "f1": "the mean over the classes of the harmonic mean of precision and recall",
        "auroc": "how often a record of a class is ranked above one of another; a half is chance, 1 perfect",
        "log_loss": "the mean negative logarithm of the probability given to the truth; lower is better",
        "calibration_error": "how far stated probabilities are from what happens; lower is better",
    }

    loss: tuple[Weighted, ...] = Field(
        default_factory=_cross_entropy, description="what is minimised, a weighted sum of losses"
    )
    class_weights: Literal["balanced"] | None = Field(
        None, description="`balanced` weighs each class by the inverse of its frequency"
    )

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Refuse a measured number: only a whole one can name a class."""
        block = context.block
        if isinstance(block, TaskBlock) and isinstance(block.target, Number) and not block.target.integer:
            yield TargetMismatch(
                span=context.span("predict"),
                task=self.named(),
                field=", ".join(block.targets),
                found="a measured number",
                wanted=("a category", "a whole number", "a multilabel"),
                others=("regression",),
            )

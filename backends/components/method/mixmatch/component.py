"""The method `mixmatch`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.backends.components.method.semi_supervised import SemiSupervised
from scic.compiler.catalogue.ports import Category, Number, Pixels, Table
from scic.compiler.catalogue.settings import Count, NotNegative, Positive, Share
from scic.compiler.ir import Experiment, TaskBlock
from scic.compiler.resolve.context import Context


class Mixmatch(SemiSupervised):
    """MixMatch: guess the labels of unlabelled records, sharpen the guesses, and mix all records with one another.

    For pictures or measured numbers of which few are labelled with a class. The label of an unlabelled record is
    guessed as the mean prediction over several changes of it, then sharpened by `temperature`. Then records of both
    kinds are laid over one another, as `mixup` does, and the network learns to give the mixed labels: by the
    cross-entropy where the larger share was labelled, by the squared error, which forgives a wrong guess more, where
    it was guessed.

    It often does most with the fewest labels. It has several settings that depend on the data; the paper advises to
    keep `guesses` and `temperature`, and to try `alpha` and `weight`. Mixes in `augment` are left out.

    Example:
        experiment digits { seed: 1 }
        data sample as scans {
          set: digits
          labels: few(count: 5)
          split: random(stratify: digit)
          augment: [crop(padding: 12%), rotate(degrees: -15..15)]
        }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method mixmatch { epochs: 40, weight: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    paper: ClassVar = "Berthelot et al., MixMatch: a holistic approach to semi-supervised learning, 2019"
    consistent = True

    guesses: Count = Field(2, description="changes of an unlabelled record over which its label is guessed")
    temperature: Positive = Field(0.5, description="how the guesses are sharpened: 1 not at all, near 0 all or none")
    alpha: Positive = Field(0.75, description="how even the mixtures are: near 0 hardly any, 1 any share alike")
    weight: NotNegative = Field(20.0, description="how much the unlabelled records count in the end")
    ramp: Share = Field(0.4, description="the share of the epochs over which they come to count so much")

    def unserved(self, task: TaskBlock, context: Context) -> tuple[str, str] | None:
        """One class a record, and records that can be laid over one another."""
        experiment = context.experiment
        if not isinstance(task.target, Category) or "answer" not in task.component.answers:
            able = "answer" in task.component.answers
            return (
                f"predicts {task.target.phrase()}, and only labels of one class a record are mixed",
                "use `mean_teacher`" if able else "use `supervised`",
            )
        if len(experiment.tasks) > 1:
            return "is one of several tasks, and labels of one alone are mixed", "use `mean_teacher`"
        unmixed = _unmixed(experiment)
        if unmixed:
            return f"reads {unmixed}, which cannot be laid over one another", "use `mean_teacher` or `pseudo_label`"
        if [term.of.named() for term in task.component.loss] != ["cross_entropy"] or _weighted(task):
            return (
                "has a loss of its own, and mixed labels have the plain cross-entropy",
                "remove `loss` and `class_weights`, or use `mean_teacher`",
            )
        return None


def _unmixed(experiment: Experiment) -> str | None:
    """What a network reads that has no numbers to be mixed."""
    fields = experiment.records.record.fields
    for trunk in experiment.trunks:
        numbers = isinstance(trunk.input, Table) and any(isinstance(fields[name], Number) for name in trunk.fields)
        if not isinstance(trunk.input, Pixels) and not numbers:
            return "categories" if isinstance(trunk.input, Table) else f"{trunk.input.noun}s"  # type: ignore[union-attr]
    return None


def _weighted(task: TaskBlock) -> bool:
    smoothed = any(getattr(term.of, "label_smoothing", 0.0) for term in task.component.loss)
    return smoothed or getattr(task.component, "class_weights", None) is not None

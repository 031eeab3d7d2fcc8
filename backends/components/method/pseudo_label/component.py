"""The method `pseudo_label`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.backends.components.method.semi_supervised import SemiSupervised
from scic.compiler.catalogue.settings import NotNegative, Share
from scic.compiler.ir import TaskBlock
from scic.compiler.resolve.context import Context


class PseudoLabel(SemiSupervised):
    """Pseudo-labels: what the network is sure of becomes the target of unlabelled records.

    For many records of which few are labelled. At each step the network predicts unlabelled records; where the
    probability is at least `threshold`, the prediction is taken for the truth, and the network learns it on the
    records as augmentation changes them. Pixels of masks are taken one by one. The weight of these guesses rises from
    0, so that the labels have the first word.

    The simplest of the methods for few labels, and the one that suffers most from its own mistakes: a network that is
    sure and wrong becomes surer. Raise `threshold` then, or use `mean_teacher`.

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
        method pseudo_label { epochs: 40, threshold: 0.95 }
        validate baselines
        validate seeds { count: 3 }
    """

    paper: ClassVar = (
        "Lee, Pseudo-label: the simple and efficient semi-supervised learning method for deep neural networks, 2013"
    )

    threshold: Share = Field(0.95, description="the least probability of a prediction that becomes a target")
    weight: NotNegative = Field(1.0, description="how much the unlabelled records count in the end")
    warmup: Share = Field(0.1, description="the share of the epochs before the unlabelled records count at all")
    ramp: Share = Field(0.4, description="the share of the epochs over which their weight then rises")

    def unserved(self, task: TaskBlock, context: Context) -> tuple[str, str] | None:
        """A guess must have a probability."""
        if "confident" in task.component.answers:
            return None
        return (
            f"predicts {task.target.phrase()}, and a guess at it has no probability by which to trust it",
            "use `mean_teacher`, which needs none" if "answer" in task.component.answers else "use `supervised`",
        )

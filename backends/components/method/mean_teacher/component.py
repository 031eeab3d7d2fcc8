"""The method `mean_teacher`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.backends.components.method.semi_supervised import SemiSupervised
from scic.compiler.catalogue.settings import NotNegative, Share
from scic.compiler.ir import TaskBlock
from scic.compiler.resolve.context import Context


class MeanTeacher(SemiSupervised):
    """Mean teacher: a student is to answer as the moving average of itself does, whatever the augmentation.

    For many records of which few are labelled. Two networks see every record, each changed in its own way. The
    student learns the labels, and to give the teacher's answers, on unlabelled records too. The teacher's weights are
    the mean of the student's over the last steps. It is the better of the two, and the one that is handed on. It
    needs no guess to be certain, so that it also serves the prediction of numbers.

    All of what it learns from unlabelled records lies in the augmentation: choose changes that are as strong as the
    meaning of a record allows. A larger `decay` averages over more steps, 1 / (1 - decay) of them, which should be a
    small part of the training.

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
        method mean_teacher { epochs: 40, decay: 0.98 }
        validate baselines
        validate seeds { count: 3 }
    """

    paper: ClassVar = (
        "Tarvainen & Valpola, Mean teachers are better role models: weight-averaged consistency targets improve "
        "semi-supervised deep learning results, 2017"
    )
    consistent = True

    decay: Share = Field(0.99, description="how much of itself the teacher keeps at each step")
    weight: NotNegative = Field(20.0, description="how much the agreement with the teacher counts in the end")
    ramp: Share = Field(0.4, description="the share of the epochs over which it comes to count so much")

    def unserved(self, task: TaskBlock, context: Context) -> tuple[str, str] | None:
        """Both networks must answer for whole records, since each sees a record moved otherwise."""
        if "answer" in task.component.answers:
            return None
        return (
            f"predicts {task.target.phrase()}, which two networks cannot be compared by that see records moved",
            "use `pseudo_label`" if "confident" in task.component.answers else "use `supervised`",
        )

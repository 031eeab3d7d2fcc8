"""The method `supervised`."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from scic.compiler.catalogue.component import Method, Need, Optimizer, Schedule, Stop, default
from scic.compiler.catalogue.settings import Count, Positive, Ref


class Supervised(Method):
    """Supervised learning: minimise the loss of every task on labelled records.

    The method to start with wherever there are labels (survey §4.1). Train until the validation score stops
    rising, keep the weights of the best epoch, and look at the curves before changing anything: a training loss
    that stays high asks for a larger network or a higher learning rate, a gap between training and validation for
    more data, augmentation or weight decay (survey §9).

    Several stages may follow one another; `start` takes over the weights of an earlier one.

    Example:
        method supervised {
          epochs: 100
          batch: 32
          optimizer: adamw(lr: 1e-3, weight_decay: 1e-2)
          schedule: cosine(warmup: 5%)
          stop: early(patience: 10)
        }
    """

    section: ClassVar = "4.1"
    needs: ClassVar = (Need(what="target"),)

    epochs: Count = Field(50, description="passes over the training records")
    batch: Count = Field(32, description="records a step")
    optimizer: Optimizer = default("adamw", "optimizer")
    schedule: Schedule = default("cosine", "schedule")
    stop: Stop | None = Field(None, description="when to end before the last epoch")
    start: Ref | None = Field(None, description="the stage whose weights it starts from")
    clip: Positive | None = Field(None, description="largest norm of the gradient; longer ones are shortened")
    accumulate: Count = Field(1, description="batches whose gradients are added up before a step")
    precision: Literal["full", "bf16", "fp16"] = Field("full", description="precision of the arithmetic")

"""The method `supervised`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.backends.components.method.training import Training
from scic.compiler.catalogue.component import Balance, Freeze, Need


class Supervised(Training):
    """Supervised learning: minimise the loss of every task on labelled records.

    The method to start with wherever there are labels (survey §4.1). Train until the validation score stops
    rising, keep the weights of the best epoch, and look at the curves before changing anything: a training loss
    that stays high asks for a larger network or a higher learning rate, a gap between training and validation for
    more data, augmentation or weight decay (survey §9).

    Several stages may follow one another; `start` takes over the weights of an earlier one. `freeze: trunk` then
    trains the heads alone, a linear probe; `freeze: trunk(epochs: 5)` lets the whole network follow after them.

    Several tasks are heads of one network. Their losses are added up by their `weight`, or with `balance:
    uncertainty` by weights that are learnt. A record that lacks the target of one task still teaches the others.

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
    needs: ClassVar[tuple[Need, ...]] = (Need(what="target"),)

    freeze: Freeze | None = Field(None, description="the parts that keep their weights; none when none is given")
    balance: Balance | None = Field(None, description="how the losses of several tasks become one; their sum when none")

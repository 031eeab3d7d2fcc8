"""The balance `uncertainty`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Balance
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.resolve.context import Context


class Uncertainty(Balance):
    """Learn how much each task counts: a task whose truth is noisier counts less.

    Losses of different kinds are not on one scale: a cross entropy of 0.3 and a squared error of 40 cannot just be
    added up. Each task gets a noise level that is learnt with the network; its loss is divided by the variance, and
    the logarithm of the variance keeps that from growing without end. Weights chosen by hand (`weight` of a task)
    need a search instead.

    What is learnt is how well each task can be predicted, not how much it matters to you. Where one task is what the
    experiment is about and the others only help, fixed weights say so.

    Example:
        experiment birds { seed: 1 }
        data csv as birds { path: "penguins.csv", ignore: [year], split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        task regression { predict: birds.body_mass_g }
        method supervised { epochs: 40, balance: uncertainty }
        validate baselines
        validate seeds { count: 3 }
    """

    section: ClassVar = "5.2"
    paper: ClassVar = "Kendall, Gal & Cipolla, Multi-task learning using uncertainty to weigh losses, 2018"

    start: float = Field(0.0, description="logarithm of each task's variance at the start")

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """With one task there is nothing to balance."""
        if len(context.experiment.tasks) == 1:
            yield NothingToBalance(span=context.span(), task=context.experiment.tasks[0].name)
        for task in context.experiment.tasks:
            if ("weight",) in task.places:
                yield WeightsTwice(span=task.place("weight"), task=task.name, stage=context.block.name)


class NothingToBalance(Warning_):
    """A balance of a single task.

    Weights say how much the tasks count beside each other. With one task, a learnt weight only changes the learning
    rate over the training, unseen.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, balance: uncertainty }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI332"
    task: str

    def message(self) -> str:
        """What was found."""
        return f"there is nothing to balance, `{self.task}` is the only task"

    def help(self) -> str:
        """How to mend it."""
        return "remove `balance`, or add a task"


class WeightsTwice(Warning_):
    """A weight of a task that another one takes back.

    A learnt weight finds its level whatever it starts from: twice the loss is halved again. What is written for a
    task then changes nothing but the first epochs.

    Example:
        experiment flowers { seed: 1 }
        data sample as flowers { set: iris, split: random(stratify: species) }
        model mlp { inputs: [flowers.petal_length, flowers.petal_width], hidden: [64, 64] }
        task classification { predict: flowers.species }
        task regression { predict: flowers.sepal_length, weight: 0.2 }
        method supervised { epochs: 20, balance: uncertainty }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment flowers { seed: 1 }
        data sample as flowers { set: iris, split: random(stratify: species) }
        model mlp { inputs: [flowers.petal_length, flowers.petal_width], hidden: [64, 64] }
        task classification { predict: flowers.species }
        task regression { predict: flowers.sepal_length }
        method supervised { epochs: 20, balance: uncertainty }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI333"
    task: str
    stage: str

    def message(self) -> str:
        """What was found."""
        return f"`{self.stage}` learns how much `{self.task}` counts, and undoes its `weight`"

    def help(self) -> str:
        """How to mend it."""
        return "remove `weight`, or `balance` to keep the weights as they are written"

"""Simple models beside the network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self, cast

from pydantic import Field

from scic.compiler.catalogue.component import Baseline, Validate
from scic.compiler.catalogue.discovery import load, names
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.ir import Experiment
from scic.compiler.resolve.context import Context


class BaselineWithoutTask(Diagnostic):
    """A baseline that cannot do any of the tasks.

    The majority answers classes, the mean answers numbers: each serves one kind of task only.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [mean, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code = "SCI312"
    baseline: str
    serves: str

    def message(self) -> str:
        """Say what it serves."""
        return f"`{self.baseline}` serves {self.serves} only, and no task here is one"

    def help(self) -> str:
        """Name the way to get those that fit."""
        return "leave `use` out to compare with every simple model that serves the tasks"


class Baselines(Validate):
    """Compare the network with simple models on the same records.

    Each is trained on the training records and scored on the test records with the task's own metrics; the
    report sets them beside the network. Without `use`, every simple model that serves the task takes part.

    Keep the majority (for classes) or the mean (for numbers): they show what no learning at all would score.
    Keep a linear model and a forest: when one of them matches the network, it is the better choice, being
    cheaper and easier to understand.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear, random_forest] }
        validate seeds { count: 3 }
    """

    section = "9"

    use: tuple[Baseline, ...] = Field((), description="the simple models; all that serve the task when none is named")

    def completed(self, experiment: Experiment) -> Self:
        """Without `use`, every simple model that can do one of the tasks."""
        if self.use:
            return self.model_copy(update={"use": tuple(each.completed(experiment) for each in self.use)})
        kinds = {block.component.simple for block in experiment.tasks}
        found = (cast(Baseline, load("baseline", name).usual()) for name in names("baseline"))
        return self.model_copy(
            update={"use": tuple(each.completed(experiment) for each in found if kinds & set(each.serves))}
        )

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Name the baselines that serve none of the tasks."""
        kinds = {block.component.simple for block in context.experiment.tasks}
        for place, baseline in enumerate(self.use):
            if kinds and not kinds & set(baseline.serves):
                yield BaselineWithoutTask(
                    span=context.span("use", place),
                    baseline=baseline.named(),
                    serves=" and ".join(baseline.serves),
                )

"""SCI571: a class of which no record shows its label."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.ports import Category
from scic.compiler.diagnostics.base import Diagnostic, Warning_, listed
from scic.compiler.ir import Experiment


class UnlabelledClass(Warning_):
    """Fewer labels than classes.

    A method for few labels spreads what the labels say over the unlabelled records (survey §6.2.2). It finds no class
    of its own accord: each must have labelled records, a few of them, in the training part.

    Example:
        experiment visits { seed: 1 }
        data csv as visits {
          path: "visits.csv"
          ignore: [date]
          fields { outcome: category(classes: [healthy, ill, unsure]) }
          labels: few(5)
          split: random(group: patient, stratify: outcome)
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: visits.outcome, class_weights: balanced }
        method pseudo_label { epochs: 20, batch: 8 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment visits { seed: 1 }
        data csv as visits {
          path: "visits.csv"
          ignore: [date]
          fields { outcome: category(classes: [healthy, ill]) }
          labels: few(5)
          split: random(group: patient, stratify: outcome)
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: visits.outcome, class_weights: balanced }
        method pseudo_label { epochs: 20, batch: 8 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI571"
    stage: str
    field: str
    classes: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.stage}` can hardly expect a label of {listed(self.classes, 'and')} among its training records"

    def help(self) -> str:
        return f"label a few records of each class of `{self.field}`, or leave the class out (survey §6.2.2)"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Expect the labels of each class in the training part."""
    for stage in experiment.stages:
        if "unlabelled" not in stage.component.batches:
            continue
        for task in experiment.tasks:
            target, data = task.target, experiment.block_of_data(task.data)
            share = data.component.split.shares().get("train")
            if not isinstance(target, Category) or target.classes is None or target.counts is None or share is None:
                continue
            bare = tuple(
                name for name, count in zip(target.classes, target.counts, strict=True) if round(count * share) < 1
            )
            if bare:
                yield UnlabelledClass(span=task.place("predict"), stage=stage.name, field=task.targets[0], classes=bare)

"""SCI503: classes of very different frequency that count alike by record."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.component import Task
from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._records import class_counts

RATIO = 4


class Imbalance(Warning_):
    """Classes of very different frequency, without weights.

    Where one class has four times the records of another or more, a network gains more by favouring the frequent
    class than by telling the two apart. Weights by the inverse of the frequency let every class count alike. The
    survey (§9) asks for imbalance first of all, and names loss reweighting as the remedy. The focal loss is
    another.

    Example:
        experiment visits { seed: 1 }
        data csv as visits {
          path: "visits.csv"
          ignore: [date]
          split: random(group: patient, stratify: outcome)
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: visits.outcome }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment visits { seed: 1 }
        data csv as visits {
          path: "visits.csv"
          ignore: [date]
          split: random(group: patient, stratify: outcome)
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: visits.outcome, class_weights: balanced }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI503"
    field: str
    common: tuple[str, int]
    rare: tuple[str, int]

    def message(self) -> str:
        (common, many), (rare, few) = self.common, self.rare
        return f"`{self.field}` is imbalanced: {many} records of `{common}`, {few} of `{rare}`"

    def help(self) -> str:
        return "add `class_weights: balanced`, so that the rare class counts as much as the common one (survey §9)"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Compare the largest class of each target with its smallest."""
    for task in experiment.tasks:
        counts = class_counts(task)
        if len(counts) < 2 or not _unweighted(task.component):
            continue
        common, rare = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
        if counts[common] >= RATIO * counts[rare]:
            yield Imbalance(
                span=task.place("predict"),
                field=task.targets[0],
                common=(common, counts[common]),
                rare=(rare, counts[rare]),
            )


def _unweighted(task: Task) -> bool:
    """Whether a task could weigh its classes and does not."""
    if "class_weights" not in type(task).model_fields or getattr(task, "class_weights", None) is not None:
        return False
    return all(term.of.named() != "focal" for term in task.loss)

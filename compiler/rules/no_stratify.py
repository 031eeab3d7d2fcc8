"""SCI518: a rare class left to chance."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._names import written
from scic.compiler.rules._records import class_counts, part_sizes

LEAST = 5


class NoStratify(Warning_):
    """A rare class left to chance.

    Where fewer than 5 records of a class are expected in a part, a random split gives it 1 as easily as 9, and the
    score of that class is luck. `stratify` gives every part its share. The survey (§9) asks whether subpopulations
    are appropriately represented.

    Example:
        experiment visits { seed: 1 }
        data csv as visits {
          path: "visits.csv"
          ignore: [date]
          split: random(train: 80%, validation: 10%, test: 10%, group: patient)
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: visits.outcome, class_weights: balanced }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment visits { seed: 1 }
        data csv as visits {
          path: "visits.csv"
          ignore: [date]
          split: random(train: 80%, validation: 10%, test: 10%, group: patient, stratify: outcome)
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: visits.outcome, class_weights: balanced }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI518"
    field: str
    rare: str
    part: str
    expected: float

    def message(self) -> str:
        few = "less than 1 record" if self.expected < 1 else f"about {self.expected:.0f} records"
        return f"the {self.part} part gets {few} of `{self.rare}`, more or fewer by chance"

    def help(self) -> str:
        name = written(self.field)
        return f"add `stratify: {name}` to `split: random(...)`, so that every part gets its share (survey §9)"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Expect the rarest class of each target in the smallest part of a random split."""
    for task in experiment.tasks:
        data = experiment.block_of_data(task.data)
        split = data.component.split
        counts, sizes = class_counts(task), part_sizes(data)
        if split.named() != "random" or getattr(split, "stratify", None) is not None or not counts or not sizes:
            continue
        rare, part = min(counts, key=counts.__getitem__), min(sizes, key=sizes.__getitem__)
        expected = counts[rare] * split.shares()[part]
        if expected < LEAST:
            yield NoStratify(span=data.place("split"), field=task.targets[0], rare=rare, part=part, expected=expected)

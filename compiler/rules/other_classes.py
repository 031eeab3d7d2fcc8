"""SCI540: two data sets with different classes."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.catalogue.ports import Category
from scic.compiler.diagnostics.base import Diagnostic, listed
from scic.compiler.ir import Block, DataBlock, Experiment
from scic.compiler.rules._domains import adaptations, elsewhere
from scic.compiler.source import Span


class OtherClasses(Diagnostic):
    """Two data sets whose classes are not the same.

    Adaptation makes the features of both data sets one distribution. Records of a class that the source does not have
    are then taken for another class, with confidence. And a network cannot be scored on a class that it has never
    been told of. The survey (§5.1) transfers between data that share what is to be predicted.

    Example:
        experiment flowers { seed: 1 }
        data sample as flowers { set: iris, split: random(stratify: species) }
        data csv as others {
          path: "penguins.csv"
          ignore: [year]
          fields { petal_length: number(column: bill_length_mm) }
        }
        model mlp { inputs: [flowers.petal_length], hidden: [64, 64] }
        task classification { predict: flowers.species }
        method supervised { epochs: 20 }
        validate external { data: others }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment flowers { seed: 1 }
        data sample as flowers { set: iris, split: random(stratify: species) }
        data sample as others { set: iris, split: random(stratify: species) }
        model mlp { inputs: [flowers.petal_length], hidden: [64, 64] }
        task classification { predict: flowers.species }
        method supervised { epochs: 20 }
        validate external { data: others }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI540"
    data: str
    home: str
    more: tuple[str, ...]
    lacking: tuple[str, ...]

    def message(self) -> str:
        if self.more:
            return f"`{self.data}` has classes that `{self.home}` does not have: {listed(self.more, 'and')}"
        return f"`{self.data}` lacks classes that `{self.home}` has: {listed(self.lacking, 'and')}"

    def help(self) -> str:
        return "give both the same classes: leave out the records of the others, or write the same names"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Compare the classes of a target with those of the data that the network learns from."""
    for stage, data in adaptations(experiment):
        yield from _compare(experiment, stage, stage.place("target"), data, both=True)
    for block, data in elsewhere(experiment):
        yield from _compare(experiment, block, block.place("data"), data, both=False)


def _compare(experiment: Experiment, block: Block, span: Span, data: DataBlock, *, both: bool) -> Iterable[Diagnostic]:
    for task in experiment.tasks:
        ours, theirs = task.target, next((data.record.fields.get(name) for name in task.targets), None)
        if not (isinstance(ours, Category) and isinstance(theirs, Category)) or not (ours.classes and theirs.classes):
            continue
        more = tuple(name for name in theirs.classes if name not in ours.classes)
        lacking = tuple(name for name in ours.classes if name not in theirs.classes)
        if more or (lacking and both):
            yield OtherClasses(span=span, data=data.name, home=task.data, more=more, lacking=lacking)

"""SCI320 and on: what a method needs, and what it reads beside the data of the network."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic, listed


class NeedUnmet(Diagnostic):
    """A method that lacks what it learns from.

    Each method says what it cannot do without: labels, records without labels, a second data set, a stage before it.
    `scic explain` names the needs of each.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit), augment: [crop] }
        model cnn { widths: [16, 32] }
        task classification { predict: sample.digit }
        method pseudo_label { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment digits { seed: 1 }
        data sample { set: digits, labels: few(20), split: random(stratify: digit), augment: [crop] }
        model cnn { widths: [16, 32] }
        task classification { predict: sample.digit }
        method pseudo_label { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI320"
    owner: str
    missing: str
    repair: str

    def message(self) -> str:
        return f"`{self.owner}` needs {self.missing}"

    def help(self) -> str:
        return self.repair


class TaskUnserved(Diagnostic):
    """A method that cannot serve a task.

    A method may ask something of the tasks that not every task has: that predictions come with a probability, that
    two answers can be compared, that targets can be mixed.

    Example:
        experiment diabetes { seed: 1 }
        data sample as patients { set: diabetes, labels: few(40) }
        model mlp { hidden: [64, 64] }
        task regression { predict: patients.progression }
        method pseudo_label { epochs: 20, batch: 16 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment diabetes { seed: 1 }
        data sample as patients { set: diabetes, labels: few(40) }
        model mlp { hidden: [64, 64] }
        task regression { predict: patients.progression }
        method supervised { epochs: 20, batch: 16 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI325"
    method: str
    task: str
    reason: str
    repair: str

    def message(self) -> str:
        return f"`{self.method}` cannot serve `{self.task}`, which {self.reason}"

    def help(self) -> str:
        return self.repair


class NoTarget(Diagnostic):
    """A task that finds nothing to predict in the data.

    Control chooses actions: it needs an environment, in which something can be done.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task control
        method ppo
        validate seeds { count: 3 }

    Repair:
        experiment cartpole { seed: 1 }
        data gym { environment: "CartPole-v1" }
        model mlp { hidden: [64, 64], normalization: none }
        task control
        method ppo
        validate seeds { count: 3 }
    """

    code = "SCI322"
    task: str
    wanted: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.task}` needs {' or '.join(self.wanted)} to find, the data has none"

    def help(self) -> str:
        return 'let it act in an environment: `data gym { environment: "CartPole-v1" }`'


class OtherRecords(Diagnostic):
    """A second data set whose records the network cannot read.

    A network reads the same fields of every data set: they must have the same names and be of the same types.

    Example:
        experiment flowers { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        data sample as others { set: wine }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate external { data: others }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment flowers { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        data sample as others { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate external { data: others }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI321"
    data: str
    model: str
    fields: tuple[str, ...]
    home: str

    def message(self) -> str:
        return f"`{self.model}` reads {listed(self.fields, 'and')}, `{self.data}` has no such field"

    def help(self) -> str:
        return (
            f"name and type its fields as in `{self.home}`, with `fields {{ ... }}` where its columns have other names"
        )

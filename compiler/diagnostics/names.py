"""SCI1xx: names that mean nothing, or two things."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic, did_you_mean, listed
from scic.compiler.source import Span

NOUNS = {"augment": "augmentation", "data": "kind of data", "field": "kind of field"}
"""The kinds whose own word would be taken for something else."""


class UnknownComponent(Diagnostic):
    """A component that the catalogue does not have.

    The second word of a block, and every name or call in the place of a loss, a split or an optimizer, is a
    component. `scic catalogue` lists them all.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mpl { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI101"
    kind: str
    name: str
    legal: tuple[str, ...]
    other_kinds: tuple[str, ...] = ()

    def message(self) -> str:
        return f"there is no {NOUNS.get(self.kind, self.kind)} called `{self.name}`"

    def help(self) -> str:
        if self.other_kinds:
            return f"`{self.name}` is a component of kind {listed(self.other_kinds)}"
        return did_you_mean(self.name, self.legal, self.kind)


class DuplicateName(Diagnostic):
    """Two blocks of one name.

    All blocks share one namespace, so that a reference can mean one thing only.

    Example:
        experiment iris { seed: 1 }
        data sample as net { set: iris }
        model mlp as net { hidden: [64, 64] }
        task classification { predict: net.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample as flowers { set: iris }
        model mlp as net { hidden: [64, 64] }
        task classification { predict: flowers.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI102"
    name: str
    first: Span

    def message(self) -> str:
        return f"the name `{self.name}` is taken"

    def help(self) -> str:
        return f"give this block a name of its own: `as {self.name}_2`"

    def notes(self) -> tuple[tuple[Span, str], ...]:
        return ((self.first, "first used here"),)


class UnknownReference(Diagnostic):
    """A reference to nothing.

    A reference starts with the name of a block and goes on to one of its members: a field of the data, a layer of
    the model, a metric of the task. A bare name means a field where a field is wanted.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.specie }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI103"
    name: str
    owner: str
    what: str
    legal: tuple[str, ...]

    def message(self) -> str:
        where = f"`{self.owner}` has" if self.owner else "there is"
        return f"{where} no {self.what} `{self.name}`"

    def help(self) -> str:
        return did_you_mean(self.name, self.legal, self.what)


class MissingBlock(Diagnostic):
    """An experiment without one of its parts.

    A whole experiment says what the data are, which network reads them, what it predicts and how it learns.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI104"
    kind: str
    suggestion: str

    def message(self) -> str:
        return f"the experiment has no `{self.kind}` block"

    def help(self) -> str:
        return f"add one, for example `{self.suggestion}`"


class SecondExperiment(Diagnostic):
    """Two experiment blocks in one file.

    A file is one experiment. Several runs of one experiment differ in their numbers, and those can be given on the
    command line of the generated project.

    Example:
        experiment iris { seed: 1 }
        experiment iris_again { seed: 2 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI105"
    first: Span

    def message(self) -> str:
        return "a file holds one experiment, this is the second"

    def help(self) -> str:
        return "move it to a file of its own"

    def notes(self) -> tuple[tuple[Span, str], ...]:
        return ((self.first, "the first is here"),)


class UnusableName(Diagnostic):
    """A name that cannot be a name in Python.

    The experiment's name becomes a Python package, and the names of blocks become attributes. So they hold letters,
    digits and underscores, start with a letter, and are neither Python keywords nor the names of modules that the
    project imports.

    Example:
        experiment torch { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris_torch { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI106"
    name: str
    reason: str
    suggestion: str

    def message(self) -> str:
        return f"`{self.name}` cannot be the name: {self.reason}"

    def help(self) -> str:
        return f"call it `{self.suggestion}`"


class WrongReference(Diagnostic):
    """A reference to something of the wrong kind.

    The name is known, but it belongs to a block that cannot stand here: a target is a field of the data, a start is a
    stage.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: mlp.features }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI107"
    written: str
    found: str
    wanted: str
    legal: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.written}` is {self.found}, here stands {self.wanted}"

    def help(self) -> str:
        return f"use {listed(self.legal[:6])}" if self.legal else f"add {self.wanted} to refer to"


class StageCycle(Diagnostic):
    """Stages that start from one another.

    A stage that starts from another takes over its weights, so the other must have run before. Stages run in the
    order in which they are written.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised as first { epochs: 20, start: second }
        method supervised as second { epochs: 20, start: first, optimizer: adamw(lr: 1e-4) }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised as first { epochs: 20 }
        method supervised as second { epochs: 20, start: first, optimizer: adamw(lr: 1e-4) }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI108"
    stages: tuple[str, ...]

    def message(self) -> str:
        if len(self.stages) == 1:
            return f"the stage `{self.stages[0]}` starts from a stage that runs after it, or from itself"
        return f"these stages start from one another: {listed(self.stages, 'and')}"

    def help(self) -> str:
        return "let a stage start from one that is written above it, and the first from none"

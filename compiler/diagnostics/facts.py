"""SCI4xx: what the data turn out to be."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic, Warning_, listed


class UnreadableData(Diagnostic):
    """Data that cannot be read as the spec says.

    The file is missing, empty, not what its ending says, or its parts do not belong together.

    Example:
        experiment birds { seed: 1 }
        data csv as birds { path: "pinguins.csv" }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment birds { seed: 1 }
        data csv as birds { path: "penguins.csv", ignore: [year], split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
        validate subgroups { by: birds.sex }
    """

    code = "SCI401"
    what: str
    repair: str

    def message(self) -> str:
        return self.what

    def help(self) -> str:
        return self.repair


class PathOutside(Warning_):
    """A path that leaves the project.

    The spec names a file outside its own folder. That works here, and on no other machine; whoever reads the spec
    should know that it reaches there.

    Example:
        experiment birds { seed: 1 }
        data csv as birds {
          path: "../field/penguins.csv"
          fields { bill_length_mm: number, species: category }
        }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment birds { seed: 1 }
        data csv as birds { path: "penguins.csv", ignore: [year], split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
        validate subgroups { by: birds.sex }
    """

    code = "SCI402"
    path: str
    resolved: str

    def message(self) -> str:
        return f"`{self.path}` leaves the folder of the spec, it is {self.resolved}"

    def help(self) -> str:
        return "move the data beside the spec, or allow it: `# scic: allow SCI402 (reason)`"


class OneClass(Diagnostic):
    """A target with fewer than two classes.

    There is nothing to tell apart.

    Example:
        experiment birds { seed: 1 }
        data csv as birds { path: "one_class.csv" }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment birds { seed: 1 }
        data csv as birds { path: "penguins.csv", ignore: [year], split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
        validate subgroups { by: birds.sex }
    """

    code = "SCI403"
    field: str
    classes: tuple[str, ...]

    def message(self) -> str:
        only = f"only `{self.classes[0]}`" if self.classes else "no class at all"
        return f"`{self.field}` holds {only}"

    def help(self) -> str:
        return "predict a field with two classes or more, or add records of another class"


class OpenFact(Diagnostic):
    """A fact that is neither declared nor to be read.

    A build needs to know the fields of the data. They are read from the data where it is there, and are declared in
    the spec where it is not.

    Example:
        experiment birds { seed: 1 }
        data csv as birds { path: "penguins.parquet" }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment birds { seed: 1 }
        data csv as birds { path: "penguins.csv", ignore: [year], split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
        validate subgroups { by: birds.sex }
    """

    code = "SCI404"
    data: str
    field: str
    absent: tuple[str, ...] = ()
    """The files that the data would be read from, and that are not there."""

    def message(self) -> str:
        files = f": there is no {listed(self.absent)}" if self.absent else ""
        return f"nothing says what `{self.data}.{self.field}` holds{files}"

    def help(self) -> str:
        return f"put the data where the spec says, or declare it: `fields {{ {self.field}: category }}`"

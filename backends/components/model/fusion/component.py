"""The fusion of several networks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from scic.compiler.catalogue.component import Composite
from scic.compiler.catalogue.ports import Layer, Vector
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.resolve.context import Context
from scic.compiler.source import Span


class Fusion(Composite):
    """Join what several networks make of their inputs: a picture beside numbers, two pictures of one patient.

    Each member reads its own fields and gives a vector; the heads read them joined. `concat` sets them one behind
    the other, and is the one to start with. `sum` adds them up, which needs members of one width, and keeps the
    heads small.

    Build a spec for each member alone as well: a member that adds nothing costs records, since every weight must be
    learnt from the same few. Where one input is far easier to learn from than another, the network may never look
    at the other; a lower learning rate or a stage of its own for the hard one helps.

    Example:
        experiment patients { seed: 1 }
        data csv as patients {
          path: "patients.csv"
          fields {
            scan: image(column: scan_path, size: 64x64)
            age: number
            disease: category(classes: [healthy, ill])
          }
        }
        model cnn as eye { inputs: [patients.scan], widths: [16, 32] }
        model mlp as chart { inputs: [patients.age], hidden: [16] }
        model fusion { of: [eye, chart], how: concat }
        task classification { predict: patients.disease }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section: ClassVar = "4.3"
    takes: ClassVar = (Vector,)

    how: Literal["concat", "sum"] = Field("concat", description="one vector behind the other, or their sum")

    def gives(self, inputs: Sequence[Vector]) -> Vector:
        """A vector as wide as all members together, or as each of them for a sum."""
        sizes = [port.size for port in inputs]
        if self.how == "sum":
            return Vector(next((size for size in sizes if size is not None), None))
        return Vector(None if None in sizes else sum(size for size in sizes if size is not None))

    def layers(self, inputs: Any) -> Sequence[Layer]:
        """The one layer beside those of the members: what is given."""
        return (Layer("features", self.gives(inputs)),)

    def verify(self, span: Callable[..., Span]) -> Iterable[Diagnostic]:
        """One network alone is not joined with anything."""
        members = [str(name) for name in self.of]
        if len(set(members)) < 2:
            yield FusionOfOne(span=span("of"), name=self.named(), member=members[0] if members else "")

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Members that cannot be joined."""
        members = [str(name) for name in self.of]
        homes = {model.name: model.data for model in context.experiment.models if model.name in members}
        if len(set(homes.values())) > 1:
            read_from = tuple(f"`{name}` reads `{data}`" for name, data in homes.items())
            yield FusionOfRecords(span=context.span("of"), name=context.block.name, homes=read_from)
        read = next(model.input for model in context.experiment.models if model.name == context.block.name)
        given = read if isinstance(read, tuple) else ()
        sizes = {port.size for port in given if isinstance(port, Vector)}
        if self.how == "sum" and len(sizes - {None}) > 1:
            widths = tuple(
                f"`{name}` gives {port.size}"
                for name, port in zip(members, given, strict=True)
                if isinstance(port, Vector)
            )
            yield FusionSizes(span=context.span("how"), name=context.block.name, widths=widths)


class FusionOfOne(Diagnostic):
    """A fusion that joins a single network.

    It hands on what its one member gives. Two members need two models, each with `inputs` of its own.

    Example:
        experiment flowers { seed: 1 }
        data sample as flowers { set: iris, split: random(stratify: species) }
        model mlp as petals { inputs: [flowers.petal_length, flowers.petal_width] }
        model fusion { of: [petals] }
        task classification { predict: flowers.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment flowers { seed: 1 }
        data sample as flowers { set: iris, split: random(stratify: species) }
        model mlp as petals { inputs: [flowers.petal_length, flowers.petal_width] }
        model mlp as sepals { inputs: [flowers.sepal_length, flowers.sepal_width], hidden: [8] }
        model fusion { of: [petals, sepals] }
        task classification { predict: flowers.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI330"
    name: str
    member: str

    def message(self) -> str:
        """What was found."""
        return f"`{self.name}` joins `{self.member}` with nothing"

    def help(self) -> str:
        """How to mend it."""
        return f"name another model beside it, `of: [{self.member}, ...]`, or remove `{self.name}`"


class FusionSizes(Diagnostic):
    """A sum of vectors of different widths.

    Numbers are added place by place, so that every member of a sum must give as many.

    Example:
        experiment flowers { seed: 1 }
        data sample as flowers { set: iris, split: random(stratify: species) }
        model mlp as petals { inputs: [flowers.petal_length, flowers.petal_width], hidden: [32] }
        model mlp as sepals { inputs: [flowers.sepal_length, flowers.sepal_width], hidden: [8] }
        model fusion { of: [petals, sepals], how: sum }
        task classification { predict: flowers.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment flowers { seed: 1 }
        data sample as flowers { set: iris, split: random(stratify: species) }
        model mlp as petals { inputs: [flowers.petal_length, flowers.petal_width], hidden: [32] }
        model mlp as sepals { inputs: [flowers.sepal_length, flowers.sepal_width], hidden: [8] }
        model fusion { of: [petals, sepals], how: concat }
        task classification { predict: flowers.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI331"
    name: str
    widths: tuple[str, ...]

    def message(self) -> str:
        """What was found."""
        return f"`{self.name}` adds vectors of different widths: {', '.join(self.widths)}"

    def help(self) -> str:
        """How to mend it."""
        return "join them with `how: concat`, or give the members one width"


class FusionOfRecords(Diagnostic):
    """A fusion of networks that read different data blocks.

    What is joined belongs to one record: its picture and its numbers stand in one data block, as fields of each
    record. Two data blocks hold different records.

    Example:
        experiment flowers { seed: 1 }
        data sample as flowers { set: iris, split: random(stratify: species) }
        data sample as others { set: iris, split: random(stratify: species) }
        model mlp as petals { inputs: [flowers.petal_length, flowers.petal_width] }
        model mlp as sepals { inputs: [others.sepal_length, others.sepal_width] }
        model fusion { of: [petals, sepals] }
        task classification { predict: flowers.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment flowers { seed: 1 }
        data sample as flowers { set: iris, split: random(stratify: species) }
        model mlp as petals { inputs: [flowers.petal_length, flowers.petal_width] }
        model mlp as sepals { inputs: [flowers.sepal_length, flowers.sepal_width] }
        model fusion { of: [petals, sepals] }
        task classification { predict: flowers.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI334"
    name: str
    homes: tuple[str, ...]

    def message(self) -> str:
        """What was found."""
        return f"`{self.name}` joins networks of different records: {', '.join(self.homes)}"

    def help(self) -> str:
        """How to mend it."""
        return "put all fields of a record into one data block, and give each network its own by `inputs`"

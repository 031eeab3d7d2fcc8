"""What a component is: a pydantic model whose fields are its settings and whose methods are its ports.

A component is a folder `backends/components/<kind>/<name>/` with a `component.py` that defines one subclass of a
class below. Its name is the folder's. The docstring's first line and paragraphs feed `scic explain`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from pydantic import BaseModel, ConfigDict, Field, SerializationInfo, model_serializer

from scic.compiler.catalogue.ports import FieldType, Layer, Port, Representation, Schema
from scic.compiler.catalogue.settings import ModelRefs, Refs

if TYPE_CHECKING:
    from scic.compiler.diagnostics.base import Diagnostic
    from scic.compiler.ir import Experiment
    from scic.compiler.resolve.context import Context
    from scic.compiler.source import Span


class Component(BaseModel):
    """The common part of all kinds."""

    # The checks of a class are built when it is first used: most are only read for what they say of themselves.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    kind: ClassVar[str]
    section: ClassVar[str] = ""
    """The section of the survey that speaks of it, such as "4.3.1"."""
    source: ClassVar[str] = ""
    """The paper it comes from: authors, title, year."""
    requires: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """What an emitted project must install for it: backend name, or "shared", to requirements with floors."""

    @classmethod
    def named(cls) -> str:
        """Its name in a spec, which is its folder's."""
        return cls.__module__.rsplit(".", 2)[-2]

    @model_serializer
    def dumped(self, info: SerializationInfo) -> dict[str, Any]:
        """Its settings, with those of the components in its slots whatever their class; in JSON, its name too."""
        name = {"component": self.named()} if info.mode == "json" else {}
        left_out = info.exclude or ()
        return name | {field: getattr(self, field) for field in type(self).model_fields if field not in left_out}

    @classmethod
    def usual(cls, **settings: Any) -> Self:
        """The component with its defaults and some settings known to be right; to check them would cost a start."""
        return cast(Self, cls.model_construct(**settings))

    def paths(self) -> Mapping[str, str]:
        """The files and patterns it names, by the setting (or `fields.NAME.pattern`) that names them."""
        return {}

    def requirements(self, backend: str) -> tuple[str, ...]:
        """What a project of the backend must install for it, beyond what its own imports say."""
        return (*self.requires.get("shared", ()), *self.requires.get(backend, ()))

    def completed(self, experiment: Experiment) -> Self:
        """Itself, with what it leaves open filled in from the rest of the experiment."""
        return self

    def verify(self, span: Callable[..., Span]) -> Iterable[Diagnostic]:
        """Findings about its own settings alone; `span("train")` is where a setting is written."""
        return ()

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Findings of its own about the experiment it stands in; runs when all ports are known."""
        return ()


def default(name: str, kind: str, *, description: str | None = None, **settings: Any) -> Any:
    """The default of a slot: the component of that kind and name."""

    def make() -> Component:
        # Discovery imports this module, and a default is made only when a component is.
        from scic.compiler.catalogue.discovery import load

        return load(kind, name).usual(**settings)

    return Field(default_factory=make, description=description)


class Split(Component):
    """How records are divided into train, validation and test."""

    kind = "split"

    def columns(self) -> Mapping[str, str]:
        """The fields it reads that are no inputs, by the name of the setting: group and time columns."""
        return {}

    def shares(self) -> Mapping[str, float]:
        """The share of each part where the split states shares."""
        return {}


class Augment(Component):
    """A random change of a training batch that leaves its meaning as it is."""

    kind = "augment"
    moves: ClassVar[bool] = False
    """Whether it moves pixels, so that masks must move with their images."""
    mixes: ClassVar[bool] = False
    """Whether it mixes records of a batch, inputs and targets both."""


class FieldKind(Component):
    """How a field of a record is read."""

    kind = "field"

    def type(self) -> FieldType:
        """The type of what is read."""
        raise NotImplementedError


class Labels(Component):
    """Which of the training records show their targets."""

    kind = "labels"


class Transform(Component):
    """A fixed change of the pictures of all records."""

    kind = "transform"


class Data(Component):
    """A container of records."""

    kind = "data"

    fields: dict[str, FieldKind] = Field(default_factory=dict, description="fields declared or overridden")
    split: Split = default("random", "split")
    labels: Labels | None = default("all", "labels", description="the training records that show their targets")
    transform: tuple[Transform, ...] = Field((), description="fixed changes of the pictures of all records")
    augment: tuple[Augment, ...] = Field((), description="random changes of the training batches")

    def describe(self, folder: Path) -> Schema:
        """The record type, from what is declared and what can be read without any framework.

        `folder` is the spec's; a missing file leaves facts open. Raises `DataFault` when what is there cannot
        be read.
        """
        raise NotImplementedError


class DataFault(Exception):
    """The data are at fault; `setting` names the setting to point at."""

    def __init__(self, setting: str, message: str, help: str) -> None:
        super().__init__(message)
        self.setting, self.message, self.help = setting, message, help


class Model(Component):
    """The structure of a network."""

    kind = "model"
    takes: ClassVar[tuple[type[Port], ...]] = ()
    """The field types it reads; of a composite, the representations of its members."""

    def gives(self, inputs: Any) -> Representation:
        """What it gives for an input of one of the types that it takes."""
        raise NotImplementedError

    def layers(self, inputs: Any) -> Sequence[Layer]:
        """Its published layers, in order, the same on every backend."""
        raise NotImplementedError


class Trunk(Model):
    """A network that reads fields of the records."""

    inputs: Refs | None = Field(None, description="the fields it reads; all without another role when none is given")


class Composite(Model):
    """A network that joins what others give: its input is their representations, in order."""

    of: ModelRefs = Field(description="the models that it joins")


class Loss(Component):
    """What a task minimises."""

    kind = "loss"
    targets: ClassVar[tuple[type[FieldType], ...]] = ()
    """The target types it can score."""


class Weighted(BaseModel):
    """A term of a weighted sum of losses."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    weight: float
    of: Loss


class Task(Component):
    """A kind of prediction: head, loss, metrics, decoding, figure."""

    kind = "task"
    reads: ClassVar[tuple[type[Representation], ...]] = ()
    predicts: ClassVar[tuple[type[FieldType], ...]] = ()
    metrics: ClassVar[Mapping[str, str]] = {}
    """The names of its metrics, the headline first, each with its meaning in a sentence."""

    predict: Refs = Field(description="the target: a field, or several")
    loss: tuple[Weighted, ...] = Field(description="what is minimised, a weighted sum of losses")
    weight: float = Field(1.0, ge=0, description="the weight of this task among several")


class Rates(Component):
    """How much slower some parts of a network learn than others."""

    kind = "rates"

    def under_the_heads(self) -> float:
        """The largest factor of the rate of what lies under the heads."""
        return 1.0


class Optimizer(Component):
    """How gradients become steps."""

    kind = "optimizer"

    rates: Rates | None = Field(None, description="factors of the rate, by part of the network; one rate when none")


class Schedule(Component):
    """How the learning rate changes over the steps."""

    kind = "schedule"


class Stop(Component):
    """When training ends before its last epoch."""

    kind = "stop"


class Freeze(Component):
    """Which parts of a network keep their weights, and for how long."""

    kind = "freeze"

    def thaws(self) -> int | None:
        """The epoch in which the first block of the trunk begins to learn; None for never."""
        raise NotImplementedError


class Balance(Component):
    """How the losses of several tasks become one."""

    kind = "balance"


class Need(BaseModel):
    """Something that a method or an explanation cannot do without, in the closed vocabulary of the ports."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    what: str
    """target, unlabelled, domains, pictures, views, stage, weights, layer, capability, ..."""
    of: str = ""
    """Which: `map` for a layer, `input_gradient` for a capability, a target's noun."""


class Method(Component):
    """A learning process; methods are stages, run in order."""

    kind = "method"
    needs: ClassVar[tuple[Need, ...]] = ()
    batches: ClassVar[tuple[str, ...]] = ("labelled",)
    """The records that a step sees: `every`, `labelled`, `unlabelled`, or what its settings `source`, `target` name."""
    contrasts: ClassVar[bool] = False
    """Whether the other records of a batch are what each is told from."""


class Interpret(Component):
    """A way to look into a trained network."""

    kind = "interpret"
    needs: ClassVar[tuple[Need, ...]] = ()


class Validate(Component):
    """A check of the result: against simpler models, other seeds, other splits."""

    kind = "validate"


class Baseline(Component):
    """A simple model that the network must beat."""

    kind = "baseline"
    serves: ClassVar[tuple[str, ...]] = ("classification", "regression")
    """Whether it predicts classes, numbers or both."""


class Tracker(Component):
    """Where training curves go, beside metrics.csv."""

    kind = "tracker"


class Launch(Component):
    """A cluster that the project is run on."""

    kind = "launch"


KINDS: dict[str, type[Component]] = {
    cls.kind: cls
    for cls in (
        Augment,
        Balance,
        Baseline,
        Data,
        FieldKind,
        Freeze,
        Interpret,
        Labels,
        Launch,
        Loss,
        Method,
        Model,
        Optimizer,
        Rates,
        Schedule,
        Split,
        Stop,
        Task,
        Tracker,
        Transform,
        Validate,
    )
}
"""The base class of every kind that has a folder under `backends/components/`."""

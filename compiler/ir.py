"""The intermediate representation: an experiment whose names, settings and ports are all known to be right.

It is frozen, it dumps to JSON, and it remembers where in the source everything stands.
"""

# annotations are not postponed: see `catalogue/base.py`

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, field_serializer

from scic.compiler.catalogue.component import (
    Component,
    Data,
    Derived,
    Interpret,
    Launch,
    Method,
    Model,
    Task,
    Tracker,
    Validate,
    default,
)
from scic.compiler.catalogue.ports import FieldType, Layer, Port, Representation, Schema
from scic.compiler.frozen import Frozen
from scic.compiler.source import Span

Path_ = tuple[str | int, ...]
"""The way to a setting inside a block: `("optimizer", "lr")`; empty for the block itself."""


class Node(BaseModel):
    """The common part of the nodes."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True, defer_build=True)


class ExperimentSettings(Component):
    """The experiment itself: its backend, its seed and where its curves go."""

    kind = "experiment"

    backend: Literal["pytorch", "keras"] = Field("pytorch", description="the framework of the project")
    engine: Literal["jax", "torch", "tensorflow"] = Field("jax", description="what Keras runs on")
    seed: int = Field(0, ge=0, lt=2**31, description="the seed of every random number")
    question: str = Field("", description="what the experiment is to find out, in a sentence")
    track: tuple[Tracker, ...] = Field(
        default_factory=lambda: (default("tensorboard", "tracker").default_factory(),),
        description="where the training curves go, beside metrics.csv",
    )
    launch: Launch | None = Field(None, description="a cluster to write a job script for")

    @classmethod
    def named(cls) -> str:
        """No folder has its name."""
        return cls.kind


class Block(Node):
    """One block: a component with its settings, under its name."""

    kind: str
    name: str
    component: SerializeAsAny[Component]
    at: Span
    places: dict[Path_, Span] = Field(repr=False)

    def place(self, *path: str | int) -> Span:
        """The span of a setting, or of the nearest thing around it that was written."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, self.at)

    @field_serializer("places")
    def _places(self, places: dict[Path_, Span]) -> dict[str, tuple[int, int]]:
        return {".".join(map(str, path)): (span.start, span.end) for path, span in places.items()}

    @property
    def component_name(self) -> str:
        """The component's own name."""
        return self.component.named()


class DataBlock(Block):
    """A data block with its record type."""

    component: SerializeAsAny[Data]
    record: Schema

    def origin(self, field: str) -> str:
        """The field that is read for a field: itself, or what a derived one is made from in the end."""
        declared = self.component.fields.get(field)
        return self.origin(declared.of.parts[-1]) if isinstance(declared, Derived) else field


class ModelBlock(Block):
    """A network, or a part of one: what it reads, and what it gives.

    A trunk reads `fields` of a data block as one `input`. A composite reads what its `members` give, in order, and its
    `fields` are all of theirs.
    """

    component: SerializeAsAny[Model]
    data: str
    fields: tuple[str, ...]
    input: FieldType | tuple[Representation, ...]
    gives: Representation
    layers: tuple[Layer, ...]
    members: tuple[str, ...] = ()


class TaskBlock(Block):
    """A head: the fields it predicts."""

    component: SerializeAsAny[Task]
    data: str
    targets: tuple[str, ...]
    target: FieldType
    given: tuple[str, ...] = ()
    """The fields of the network's input that it restores, where it does that."""

    @property
    def measured(self) -> str:
        """The key of the facts that its head is made from: what it restores is in the units of what it is given."""
        return self.given[0] if self.given else self.key

    @property
    def key(self) -> str:
        """The key of its target in a batch: the field's name, or its own for several fields."""
        return self.targets[0] if len(self.targets) == 1 else self.name


class StageBlock(Block):
    """A stage of the training, the one it starts from, and the data that its settings name."""

    component: SerializeAsAny[Method]
    start: str | None
    data: dict[str, str]


class InterpretBlock(Block):
    """An explanation, the layer that it looks at, and the task that it explains."""

    component: SerializeAsAny[Interpret]
    layer: str | None


class ValidateBlock(Block):
    """A check of the result, and the data that its settings name."""

    component: SerializeAsAny[Validate]
    data: dict[str, str]


class Experiment(Node):
    """A whole experiment, known to be right."""

    name: str
    settings: ExperimentSettings
    at: Span
    places: dict[Path_, Span] = Field(repr=False, exclude=True)
    spec: Path
    text: str = Field(repr=False, exclude=True)
    data: tuple[DataBlock, ...]
    models: tuple[ModelBlock, ...]
    tasks: tuple[TaskBlock, ...]
    stages: tuple[StageBlock, ...]
    interprets: tuple[InterpretBlock, ...]
    validates: tuple[ValidateBlock, ...]
    references: dict[tuple[str, Path_], tuple[str, str]] = Field(repr=False, exclude=True)
    """What the references to fields mean: (block, way to the setting) to (data block, field)."""

    def blocks(self) -> tuple[Block, ...]:
        """All blocks but the experiment's own, by kind, then in order."""
        return (*self.data, *self.models, *self.tasks, *self.stages, *self.interprets, *self.validates)

    @property
    def network(self) -> ModelBlock:
        """The model that the tasks read: the one that no other joins."""
        joined = {name for model in self.models for name in model.members}
        return next(model for model in self.models if model.name not in joined)

    @property
    def trunks(self) -> tuple[ModelBlock, ...]:
        """The models that read records, in the order in which the network joins them."""
        members = self.network.members or (self.network.name,)
        return tuple(next(model for model in self.models if model.name == name) for name in members)

    @property
    def records(self) -> DataBlock:
        """The data block that the network learns from."""
        return self.block_of_data(self.network.data)

    def block_of_data(self, name: str) -> DataBlock:
        """The data block of a name."""
        return next(block for block in self.data if block.name == name)

    def named(self, block: str, setting: str) -> tuple[str, ...]:
        """The fields that a setting of a block names."""
        return tuple(
            field for (name, path), (_, field) in self.references.items() if (name, path[0]) == (block, setting)
        )

    def validation(self, component: str) -> ValidateBlock | None:
        """The `validate` block of a component, if there is one."""
        return next((block for block in self.validates if block.component_name == component), None)

    def completed(self) -> "Experiment":
        """The experiment with what its checks leave open filled in, as a build needs it and a lint does not."""
        validates = tuple(
            block.model_copy(update={"component": block.component.completed(self)}) for block in self.validates
        )
        return self.model_copy(update={"validates": validates})

    def dumped(self) -> str:
        """The whole as JSON, every port with its name and what is known of it."""
        return self.model_dump_json(indent=2, fallback=_plain)

    def line(self, span: Span) -> int:
        """The line of the spec, counted from 1."""
        return self.text.count("\n", 0, span.start) + 1


def _plain(value: Frozen) -> dict[str, Any]:
    return value.written() if isinstance(value, Port) else vars(value)

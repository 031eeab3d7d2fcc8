"""What a component is: a pydantic model whose fields are its settings and whose methods are its ports.

A component is a folder `backends/components/<kind>/<name>/` with a `component.py` that defines one subclass of a
class that is named here. Its name is the folder's. The docstring's first line and paragraphs feed `scic explain`.
"""

# annotations are not postponed: see `catalogue/base.py`

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field

from scic.compiler.catalogue.base import Component, DataFault, default
from scic.compiler.catalogue.ports import FieldType, Layer, Port, Representation, Schema
from scic.compiler.catalogue.settings import ModelRefs, Refs
from scic.compiler.catalogue.slots import (
    Augment,
    Balance,
    Baseline,
    Derived,
    FieldKind,
    Freeze,
    Labels,
    Launch,
    Likelihood,
    Loss,
    Optimizer,
    Rates,
    Schedule,
    Split,
    Stop,
    Tracker,
    Transform,
    Weighted,
)
from scic.compiler.frozen import Frozen

__all__ = [
    "KINDS",
    "Augment",
    "Balance",
    "Baseline",
    "Component",
    "Composite",
    "Data",
    "DataFault",
    "Derived",
    "FieldKind",
    "Freeze",
    "Interpret",
    "Labels",
    "Launch",
    "Likelihood",
    "Loss",
    "Method",
    "Model",
    "Need",
    "Optimizer",
    "Rates",
    "Schedule",
    "Split",
    "Stop",
    "Task",
    "Tracker",
    "Transform",
    "Trunk",
    "Validate",
    "Weighted",
    "default",
]


class Data(Component):
    """A container of records."""

    kind = "data"
    new: ClassVar[tuple[str, str]] = ("new.csv", "a table with the columns that the network reads")
    """A file of new records, where `predict` reads one at a time: such a name, and what it is."""
    declares: ClassVar[tuple[str, ...]] = ("fields",)
    """The settings that say which fields there are: while one is wrong, nobody can say that a field is missing."""
    uniform: ClassVar[bool] = False
    """Whether its sequences are all of one length, so that none is ever padded."""

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


class Model(Component):
    """The structure of a network."""

    kind = "model"
    takes: ClassVar[tuple[type[Port], ...]] = ()
    """The field types it reads; of a composite, the representations of its members."""
    any_length: ClassVar[bool] = False
    """Whether padding behind a sequence changes nothing of what it gives, so that batches may be cut to the longest."""
    role: ClassVar[str] = "trunk"
    """What it is in the network: a `trunk` under the heads, or an `autoencoder`, which reads what its task predicts."""

    def gives(self, inputs: Any) -> Representation:
        """What it gives for an input of one of the types that it takes."""
        raise NotImplementedError

    def layers(self, inputs: Any) -> Sequence[Layer]:
        """Its published layers, in order, the same on every backend."""
        raise NotImplementedError


class Trunk(Model):
    """A network that reads fields of the records."""

    inputs: Refs | None = Field(None, description="the fields it reads; all without another role when none is given")

    def drawn(self) -> FieldType | None:
        """What it makes something of that no record holds, drawn at random; None of what reads records."""
        return None


class Composite(Model):
    """A network that joins what others give: its input is their representations, in order."""

    of: ModelRefs = Field(description="the models that it joins")


class Task(Component):
    """A kind of prediction: head, loss, metrics, decoding, figure."""

    kind = "task"
    reads: ClassVar[tuple[type[Representation], ...]] = ()
    predicts: ClassVar[tuple[type[FieldType], ...]] = ()
    answers: ClassVar[tuple[str, ...]] = ()
    """What its raw modules can say of an output beyond losses and decoding, for methods that learn without labels.

    `answer`: one vector a record that two networks may be compared by, with its gradient; `confident`: the sure
    predictions, as a target; `distance`: how far it is from what the network was given, at some of its places.
    """
    simple: ClassVar[str] = "classification"
    """What a simple model must do to be set beside it, in the words of the baselines' `serves`."""
    writes: ClassVar[str] = "columns"
    """What `predict` writes of new records: `columns` of a table, a `list`, `text`, files of `labels`, `pixels` or
    `motion`."""
    foresees: ClassVar[bool] = False
    """Whether it predicts what the network reads, further on: its target is an input too."""
    restores: ClassVar[bool] = False
    """Whether `predict` names what the network is given, to get it back without its faults."""
    taught: ClassVar[bool] = True
    """Whether there is a right answer to compare with, and so a loss; a method of its own must teach it otherwise."""
    metrics: ClassVar[Mapping[str, str]] = {}
    """The names of its metrics, the headline first, each with its meaning in a sentence."""

    predict: Refs = Field(description="the target: a field, or several")
    loss: tuple[Weighted, ...] = Field(description="what is minimised, a weighted sum of losses")
    weight: float = Field(1.0, ge=0, description="the weight of this task among several")

    @property
    def truth(self) -> str:
        """The setting that names the target: what its answers are held against."""
        return "predict"

    @property
    def hidden(self) -> str:
        """The setting that names what no network may read: the target, unless that is a part of the question."""
        return self.truth


class Need(Frozen):
    """Something that a method or an explanation cannot do without, in the closed vocabulary of the ports."""

    what: str
    """target, unlabelled, domains, pictures, views, stage, weights, layer, capability, ..."""
    of: str = ""
    """Which: `map` for a layer, `input_gradient` for a capability, a target's noun."""


class Method(Component):
    """A learning process; methods are stages, run in order."""

    kind = "method"
    needs: ClassVar[tuple[Need, ...]] = ()
    batches: ClassVar[tuple[str, ...]] = ("labelled",)
    """The records that a step sees: `every`, `labelled`, `unlabelled`, or what the setting of that name names."""
    hides: ClassVar[bool] = False
    """Whether its steps see no target, not even of records that show one."""
    contrasts: ClassVar[bool] = False
    """Whether the other records of a batch are what each is told from."""
    family: ClassVar[str] = "records"
    """The loop that it is made for, which decides how a project looks: over `records`, or over `episodes`."""


class Interpret(Component):
    """A way to look into a trained network."""

    kind = "interpret"
    needs: ClassVar[tuple[Need, ...]] = ()


class Validate(Component):
    """A check of the result: against simpler models, other seeds, other splits."""

    kind = "validate"


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
        Likelihood,
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

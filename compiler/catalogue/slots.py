"""The kinds of components that stand as the value of a setting: `split: random(...)`, `loss: dice + focal`."""

# annotations are not postponed: see `catalogue/base.py`

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.base import Component
from scic.compiler.catalogue.ports import FieldType
from scic.compiler.catalogue.settings import Ref
from scic.compiler.frozen import Frozen


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
    carries: ClassVar[tuple[str, ...]] = ()
    """The targets that it moves with the pixels, by the names of their field components; masks always are."""
    mixes: ClassVar[bool] = False
    """Whether it mixes records of a batch, inputs and targets both."""


class FieldKind(Component):
    """How a field of a record is read."""

    kind = "field"

    def type(self) -> FieldType:
        """The type of what is read."""
        raise NotImplementedError


FieldTypes = tuple[type[FieldType], ...]
"""Field types to choose from."""


class Derived(FieldKind):
    """A field that is made from another one, when the records are read."""

    takes: ClassVar[FieldTypes] = ()
    """The field types it can be made from."""

    of: Ref = Field(description="the field it is made from")

    def type(self) -> FieldType:
        """The type while nobody knows the field that it is made from."""
        return self.takes[0]()

    def made_of(self, origin: FieldType) -> FieldType:
        """The type of what is made of a field of one of the types that it takes."""
        return origin


class Labels(Component):
    """Which of the training records show their targets."""

    kind = "labels"


class Transform(Component):
    """A fixed change of the pictures of all records."""

    kind = "transform"


class Loss(Component):
    """What a task minimises."""

    kind = "loss"
    targets: ClassVar[tuple[type[FieldType], ...]] = ()
    """The target types it can score."""


class Likelihood(Component):
    """How the values of a profile scatter about what a network makes of them."""

    kind = "likelihood"
    counts: ClassVar[bool] = False
    """Whether it speaks of counts alone: whole numbers, none below 0."""


class Weighted(Frozen):
    """A term of a weighted sum of losses."""

    weight: float
    of: Loss


class Rates(Component):
    """How much slower some parts of a network learn than others."""

    kind = "rates"

    def under_the_heads(self) -> float:
        """The largest factor of the rate of what lies under the heads."""
        raise NotImplementedError


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


class Baseline(Component):
    """A simple model that the network must beat."""

    kind = "baseline"
    serves: ClassVar[tuple[str, ...]] = ("classification", "regression")
    """What it can do, in the words of the tasks' `simple`."""


class Tracker(Component):
    """Where training curves go, beside metrics.csv."""

    kind = "tracker"


class Launch(Component):
    """A cluster that the project is run on."""

    kind = "launch"

"""The linear model."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from scic.compiler.catalogue.component import Trunk
from scic.compiler.catalogue.ports import FieldType, Image, Layer, Pixels, Table, Vector, Volume


class Linear(Trunk):
    """No hidden layers: the input itself, for a linear head.

    Logistic regression for classes, linear regression for numbers, trained like any other network. It is
    the yardstick for what depth adds, and its weights can be read. Expect it to do well on tables with few
    records and badly on pictures in which things move.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model linear
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "2.3"
    takes = (Table, Image, Volume)

    def gives(self, inputs: FieldType) -> Vector:
        """A vector of all the elements of the input, of open size for a table that is encoded later."""
        if isinstance(inputs, Pixels) and inputs.size is not None and inputs.channels is not None:
            return Vector(prod(inputs.size) * inputs.channels)
        return Vector()

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """The one layer: what it gives."""
        return (Layer("features", self.gives(inputs)),)

"""The multilayer perceptron."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from scic.compiler.catalogue.component import Trunk
from scic.compiler.catalogue.ports import FieldType, Image, Layer, Table, Vector, Volume
from scic.compiler.catalogue.settings import Count, Share


class Mlp(Trunk):
    """A multilayer perceptron: fully connected layers, the network for tables.

    It reads numbers and categories, with missing values, and flattened pictures where a convolutional
    network would be too much. Start with two layers of 64; widen them before deepening them, and raise the
    dropout when the validation loss turns up while the training loss still falls. On small tables gradient
    boosting is hard to beat: keep it among the baselines.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64], dropout: 10% }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.2"
    takes = (Table, Image, Volume)

    hidden: Annotated[tuple[Count, ...], Field(min_length=1)] = Field(
        (64, 64), description="the units of each hidden layer"
    )
    dropout: Share = Field(0.1, description="the share of units dropped after each layer while training")
    activation: Literal["relu", "gelu", "silu", "tanh"] = Field("relu", description="the nonlinearity after each layer")
    normalization: Literal["batch", "layer"] | None = Field(
        "layer", description="what each layer's output is normalised over; none to leave it"
    )

    def gives(self, inputs: FieldType) -> Vector:
        """A vector as wide as the last hidden layer."""
        return Vector(self.hidden[-1])

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """A layer for each of `hidden`, and what is given."""
        blocks = (Layer(f"block{number}", Vector(width)) for number, width in enumerate(self.hidden, start=1))
        return (*blocks, Layer("features", self.gives(inputs)))

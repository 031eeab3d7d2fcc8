"""The recurrent network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from scic.compiler.catalogue.component import Trunk
from scic.compiler.catalogue.ports import FieldType, Layer, Port, Steps, Tokens, Vector
from scic.compiler.catalogue.settings import Count, Share


class Lstm(Trunk):
    """A recurrent network: it reads a sequence letter by letter and keeps in mind what it has read.

    `bidirectional` reads it from the end too. With `pool: attention` the network learns which places count.

    Where every sequence is a window around the same kind of spot, so that a place means the same in each, say
    `positions: true`: without it a recurrent network has to count its way to the spot.

    Example:
        experiment splice { seed: 1 }
        data csv as windows {
          path: "data/splice.csv"
          fields { sequence: sequence(alphabet: dna, unknown: mask) }
        }
        model lstm { cell: gru, pool: attention, positions: true }
        task classification { predict: windows.junction }
        method supervised { epochs: 10 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.5.4"
    paper = "Hochreiter & Schmidhuber, Long short-term memory, 1997"
    takes: ClassVar[tuple[type[Port], ...]] = (Tokens,)
    any_length: ClassVar[bool] = True

    cell: Literal["lstm", "gru"] = Field("lstm", description="the unit that remembers")
    width: Count = Field(64, description="the units of each direction")
    depth: Count = Field(1, description="the recurrent layers")
    bidirectional: bool = Field(True, description="whether it reads from the end too")
    dropout: Share = Field(0.1, description="the share of channels dropped after each layer while training")
    positions: bool = Field(False, description="whether a learnt vector tells it where each letter stands")
    pool: Literal["attention", "mean", "max"] | None = Field(
        "attention", description="how the places become one vector; none to give the places"
    )

    def gives(self, inputs: FieldType) -> Vector | Steps:
        """A vector, or one a place without `pool`."""
        size = self.width * (2 if self.bidirectional else 1)
        return Vector(size) if self.pool is not None else Steps(size, causal=not self.bidirectional)

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """What each recurrent layer gives, and the features."""
        steps = Steps(self.width * (2 if self.bidirectional else 1), causal=not self.bidirectional)
        embedding = (Layer("embedding", Steps(self.width, causal=True)),) if self.positions else ()
        read = (Layer(f"layer{number}", steps) for number in range(1, self.depth + 1))
        return (*embedding, *read, Layer("features", self.gives(inputs)))

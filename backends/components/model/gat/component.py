"""The graph attention network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from scic.backends.components.model.graph_network import GraphNetwork
from scic.compiler.catalogue.ports import FieldType, Layer, Nodes, Vector
from scic.compiler.catalogue.settings import Count, NotNegative, Share, expected


class Gat(GraphNetwork):
    """A graph attention network: each node chooses how much of each neighbour it takes.

    Like `gcn`, with weights that are learned and depend on what the two nodes are. Several heads attend at a time,
    each with its part of the channels. Worth a try where some neighbours count and others only disturb; on small
    graphs of a few bonds each, such as molecules, it is seldom better than `gcn` or `mpnn`.

    Example:
        experiment solvation { seed: 1 }
        data molecules { path: "data/freesolv.csv", smiles: smiles, ignore: [iupac, calc], split: scaffold }
        model gat { hidden: [64, 64], heads: 4, pool: sum }
        task regression { predict: molecules.expt }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    paper = "Velickovic et al., Graph attention networks, 2018"

    hidden: Annotated[tuple[Count, ...], Field(min_length=1)] = Field(
        (64, 64, 64), description="the channels of each layer, all heads together"
    )
    heads: Count = Field(4, description="ways to attend in each layer")
    dropout: Share = Field(0.1, description="the share of neighbours and of channels dropped while training")
    slope: NotNegative = Field(0.2, description="the slope for what speaks against a neighbour, before the softmax")

    @model_validator(mode="after")
    def _shared(self) -> Self:
        if any(width % self.heads for width in self.hidden):
            raise expected(f"channels that {self.heads} heads can share, such as `hidden: [{16 * self.heads}]`")
        return self

    def gives(self, inputs: FieldType) -> Vector | Nodes:
        """A vector as wide as the last layer, or one a node without `pool`."""
        return self.pooled(self.hidden[-1])

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """The nodes after each layer, and what is given."""
        blocks = (Layer(f"block{number}", Nodes(width)) for number, width in enumerate(self.hidden, start=1))
        return (*blocks, Layer("features", self.gives(inputs)))

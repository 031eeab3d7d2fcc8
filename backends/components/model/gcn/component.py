"""The graph convolutional network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from scic.backends.components.model.graph_network import GraphNetwork
from scic.compiler.catalogue.ports import FieldType, Layer, Nodes, Vector
from scic.compiler.catalogue.settings import Count, Share


class Gcn(GraphNetwork):
    """A graph convolutional network: each node takes the weighted mean of itself and its neighbours.

    The simplest network for molecules and other graphs, and the first to try. After n layers a node knows its
    surroundings up to n edges away. It sees which nodes are joined, and nothing of how: where the kind of a bond
    should count, take `mpnn`. Beyond some five layers all nodes become alike. `pool: sum` lets the size of a graph
    count, as it should for a quantity that grows with the molecule.

    Example:
        experiment solvation { seed: 1 }
        data molecules { path: "data/freesolv.csv", smiles: smiles, ignore: [iupac, calc], split: scaffold }
        model gcn { hidden: [64, 64, 64], pool: sum }
        task regression { predict: molecules.expt }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    paper = "Kipf & Welling, Semi-supervised classification with graph convolutional networks, 2017"

    hidden: Annotated[tuple[Count, ...], Field(min_length=1)] = Field(
        (64, 64, 64), description="the channels of each layer"
    )
    dropout: Share = Field(0.1, description="the share of channels dropped after each layer while training")
    normalization: Literal["layer"] | None = Field(
        None, description="what each node's vector is normalised over; none to leave it"
    )

    def gives(self, inputs: FieldType) -> Vector | Nodes:
        """A vector as wide as the last layer, or one a node without `pool`."""
        return self.pooled(self.hidden[-1])

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """The nodes after each layer, and what is given."""
        blocks = (Layer(f"block{number}", Nodes(width)) for number, width in enumerate(self.hidden, start=1))
        return (*blocks, Layer("features", self.gives(inputs)))

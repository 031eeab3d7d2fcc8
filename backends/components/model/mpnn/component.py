"""The message passing network."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from scic.backends.components.model.graph_network import GraphNetwork
from scic.compiler.catalogue.ports import FieldType, Layer, Nodes, Vector
from scic.compiler.catalogue.settings import Count, Share


class Mpnn(GraphNetwork):
    """A message passing network: nodes send messages along edges, each kind of edge in its own way.

    A small network makes of the features of an edge the matrix that a message is multiplied with; a gated recurrent
    unit takes up the sum of the messages. The network to take for molecules, where a double bond is not a single one.
    `steps` is how far a node sees, in edges. The same weights serve all steps, so more of them cost time and no
    parameters. `pool: sum` lets the size of a graph count.

    Example:
        experiment solvation { seed: 1 }
        data molecules { path: "data/freesolv.csv", smiles: smiles, ignore: [iupac, calc], split: scaffold }
        model mpnn { width: 64, steps: 3, pool: sum }
        task regression { predict: molecules.expt }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    paper = "Gilmer et al., Neural message passing for quantum chemistry, 2017"

    width: Count = Field(64, description="the channels of a node")
    steps: Count = Field(3, description="how often messages are sent")
    edge_width: Count = Field(16, description="the units of the network that reads the edges")
    dropout: Share = Field(0.1, description="the share of channels dropped after each step while training")

    def gives(self, inputs: FieldType) -> Vector | Nodes:
        """A vector as wide as a node, or one a node without `pool`."""
        return self.pooled(self.width)

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """The nodes as they are embedded and after each step, and what is given."""
        names = ("embedding", *(f"step{number}" for number in range(1, self.steps + 1)))
        return (*(Layer(name, Nodes(self.width)) for name in names), Layer("features", self.gives(inputs)))

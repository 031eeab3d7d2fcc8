"""A message passing network (Gilmer et al. 2017)."""

from __future__ import annotations

from torch import Tensor, nn

from scic.backends.pytorch.graph import GraphInput, NodePool


class Mpnn(nn.Module):
    """Some steps of messages along edges; gives vectors (B, width), or without `pool` nodes (B, N, width)."""

    def __init__(
        self, inputs: GraphInput, *, pool: str | None, width: int, steps: int, edge_width: int, dropout: float
    ) -> None:
        super().__init__()
        self.inputs = inputs
        self.size = width
        self.embedding = nn.Sequential(nn.Linear(inputs.node_features, width), nn.ReLU())
        self.edges = nn.Sequential(nn.Linear(inputs.edge_features, edge_width), nn.ReLU())
        # the last layer of the network that makes a matrix of an edge: a matrix for each of its units, added up
        self.matrices = nn.Linear(width, edge_width * width, bias=False)
        nn.init.normal_(self.matrices.weight, std=(edge_width * width) ** -0.5)
        self.update = nn.GRUCell(width, width)
        self.steps = nn.ModuleList(nn.Dropout(dropout) for _ in range(steps))
        self.features = NodePool(pool)

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers by name, in the order of computation."""
        steps = {f"step{number}": step for number, step in enumerate(self.steps, start=1)}
        return {"embedding": self.embedding, **steps, "features": self.features}

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The representation of a batch."""
        return self.represent(self.inputs(batch))

    def represent(self, encoded: Tensor) -> Tensor:
        """The representation of an encoded input."""
        graph = self.inputs.unpack(encoded)
        # (B, N, N * edge width), 0 where there is no edge
        gates = (self.edges(graph.edges) * graph.adjacency[..., None]).flatten(2)
        nodes = self.embedding(graph.nodes)
        for step in self.steps:
            nodes = step(self.updated(nodes, self.messages(nodes, gates)) * graph.mask[..., None])
        features: Tensor = self.features(nodes, graph.mask)
        return features

    def messages(self, nodes: Tensor, gates: Tensor) -> Tensor:
        """The sum of the messages to each node, (B, N, width).

        A message is A(e) h for the matrix A(e) of the edge. Since A(e) is a sum of matrices, weighted by the units of
        the edge, those are multiplied with h first: no edge needs a matrix of its own.
        """
        sent = self.matrices(nodes).unflatten(2, (-1, self.size)).flatten(1, 2)
        summed: Tensor = gates @ sent
        return summed

    def updated(self, nodes: Tensor, messages: Tensor) -> Tensor:
        """The nodes that have taken up their messages, (B, N, width)."""
        taken: Tensor = self.update(messages.flatten(0, 1), nodes.flatten(0, 1))
        return taken.view_as(nodes)

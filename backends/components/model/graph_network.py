"""What networks on graphs have in common: vectors of nodes, pooled to one."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from scic.compiler.catalogue.component import Trunk
from scic.compiler.catalogue.ports import Molecule, Nodes, Port, Vector


class GraphNetwork(Trunk):
    """A network that reads graphs."""

    section = "4.4"
    takes: ClassVar[tuple[type[Port], ...]] = (Molecule,)

    pool: Literal["mean", "sum", "max"] | None = Field(
        "mean", description="how the nodes' vectors become one; sum where size counts, none to give the nodes"
    )

    def pooled(self, size: int) -> Vector | Nodes:
        """What is given, `size` numbers wide."""
        return Vector(size) if self.pool is not None else Nodes(size)

"""The freeze `trunk`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Freeze
from scic.compiler.catalogue.settings import Count


class Trunk(Freeze):
    """Train the heads alone, on a trunk that stays as it was.

    Without `epochs` the trunk never learns: a linear probe, which says how much of the answer the features already
    hold (survey §7.2.1). With `epochs` the whole network follows after so many: until then the heads, which start
    from nothing, send no large gradients into weights that were learnt with care (survey §5.1).

    What is frozen keeps its weights and the running statistics of its normalisations, and drops nothing out.

    Example:
        method supervised as first { epochs: 20 }
        method supervised as second {
          start: first
          freeze: trunk(epochs: 5)
          epochs: 20
          optimizer: adamw(lr: 1e-4)
        }
    """

    section: ClassVar = "5.1"

    epochs: Count | None = Field(None, description="epochs after which the whole network learns; none for never")

    def thaws(self) -> int | None:
        """The epoch in which the trunk begins to learn."""
        return self.epochs

"""The freeze `gradual`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Freeze
from scic.compiler.catalogue.settings import Count


class Gradual(Freeze):
    """Let the network learn from the top down, a block more every few epochs.

    The heads begin, then the topmost block joins them, then the one below: general features at the bottom change
    last and least, so that little of what was learnt before is lost (survey §5.1). A network of five blocks is
    whole after five times `epochs`; give the stage more epochs than that.

    Example:
        method supervised as first { epochs: 20 }
        method supervised as second {
          start: first
          freeze: gradual(epochs: 2)
          epochs: 20
          optimizer: adamw(lr: 1e-4)
        }
    """

    section: ClassVar = "5.1"
    paper: ClassVar = "Howard & Ruder, Universal language model fine-tuning for text classification, 2018"

    epochs: Count = Field(1, description="epochs until the next block joins")

    def thaws(self) -> int | None:
        """The epoch in which the topmost block begins to learn."""
        return self.epochs

"""The rates `discriminative`."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Rates


class Discriminative(Rates):
    """Each block learns slower than the one above it.

    What lies at the bottom of a pretrained network, edges or the parts of words, serves nearly every task as it is;
    what lies at the top belongs to the task it came from and must change (survey §5.1). The heads learn at the
    full rate.

    Example:
        method supervised as first { epochs: 20 }
        method supervised as second {
          start: first
          epochs: 20
          optimizer: adamw(lr: 1e-3, rates: discriminative(factor: 2.6))
        }
    """

    section: ClassVar = "5.1"
    paper: ClassVar = "Howard & Ruder, Universal language model fine-tuning for text classification, 2018"

    factor: Annotated[float, Field(ge=1)] = Field(2.6, description="how much slower each block learns than the next")

    def under_the_heads(self) -> float:
        """The factor of the topmost block."""
        return 1 / self.factor

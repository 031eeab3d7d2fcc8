"""The rates `parts`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Rates
from scic.compiler.catalogue.settings import NotNegative, Positive


class Parts(Rates):
    """One rate for the trunk and one for the heads.

    Heads start from nothing and may learn fast; a pretrained trunk should only be adjusted (survey §5.1). A factor
    of 0 leaves the trunk as it is, though its normalisations still follow the data; `freeze: trunk` stops those too.

    Example:
        method supervised as first { epochs: 20 }
        method supervised as second {
          start: first
          epochs: 20
          optimizer: adamw(lr: 1e-3, rates: parts(trunk: 0.1))
        }
    """

    section: ClassVar = "5.1"

    trunk: NotNegative = Field(0.1, description="the factor of the learning rate for all blocks of the trunk")
    head: Positive = Field(1.0, description="the factor of the learning rate for the heads")

    def under_the_heads(self) -> float:
        """The factor of the trunk."""
        return self.trunk

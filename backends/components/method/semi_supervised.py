"""What the methods that learn from few labels and many records without have in common."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.backends.components.method.training import Training
from scic.compiler.catalogue.component import Need
from scic.compiler.catalogue.settings import DataRef


class SemiSupervised(Training):
    """A method that learns from labelled records and unlabelled ones at once."""

    section: ClassVar = "6.2.2"
    needs: ClassVar = (Need(what="target"), Need(what="unlabelled"))
    batches: ClassVar = ("labelled", "unlabelled")
    consistent: ClassVar[bool] = False
    """Whether it asks for the same answer to changed records, so that it learns nothing where nothing changes them."""

    unlabelled: DataRef | None = Field(
        None,
        description="the data set of the unlabelled records; the network's own where none is given",
    )

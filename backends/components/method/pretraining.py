"""What methods that need no labels have in common."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.backends.components.method.training import Training
from scic.compiler.catalogue.settings import DataRef


class Pretraining(Training):
    """A method that makes its targets itself, for a later stage to start from."""

    batches: ClassVar = ("data",)

    data: DataRef | None = Field(None, description="the data set it learns from; the network's own when none is given")

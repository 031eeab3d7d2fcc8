"""What the methods that adapt to a second data set have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from scic.backends.components.method.training import Training
from scic.compiler.catalogue.component import Balance, Need
from scic.compiler.catalogue.ports import Map, Vector
from scic.compiler.catalogue.settings import DataRef
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.needs import NeedUnmet
from scic.compiler.resolve.context import Context


class Adapting(Training):
    """A method that learns from labelled records of one data set and unlabelled ones of another."""

    section: ClassVar = "5.2"
    needs: ClassVar = (Need(what="target"), Need(what="domains"))
    batches: ClassVar = ("source", "target")

    source: DataRef = Field(description="the data whose targets are known")
    target: DataRef = Field(description="the data that the network is to work on, of which no target is read")
    balance: Balance | None = Field(None, description="how the losses of several tasks become one; their sum when none")

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """The domains are compared by what the network makes of whole records."""
        gives = context.experiment.network.gives
        if not isinstance(gives, Vector | Map):
            yield NeedUnmet(
                span=context.block.at,
                owner=context.block.name,
                missing=f"a vector for each record, `{context.experiment.network.name}` gives {gives.phrase()}",
                repair="pool it in the model, or use a model that gives a vector",
            )

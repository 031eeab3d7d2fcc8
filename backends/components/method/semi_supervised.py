"""What the methods that learn from few labels and many records without have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from scic.backends.components.method.training import Training
from scic.compiler.catalogue.component import Need
from scic.compiler.catalogue.settings import DataRef
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.needs import TaskUnserved
from scic.compiler.ir import TaskBlock
from scic.compiler.resolve.context import Context


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

    def unserved(self, task: TaskBlock, context: Context) -> tuple[str, str] | None:
        """Why it cannot serve a task, and what to do; None where it can."""
        return None

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Refuse tasks that it cannot serve."""
        for task in context.experiment.tasks:
            found = self.unserved(task, context)
            if found is not None:
                reason, repair = found
                yield TaskUnserved(
                    span=context.span(), method=context.block.name, task=task.name, reason=reason, repair=repair
                )

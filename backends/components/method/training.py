"""What every method that follows gradients is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from scic.compiler.catalogue.component import Augment, Method, Optimizer, Schedule, Stop, default
from scic.compiler.catalogue.settings import Count, Positive, StageRef
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.needs import TaskUnserved
from scic.compiler.ir import TaskBlock
from scic.compiler.resolve.context import Context


class Training(Method):
    """A method that takes steps along a gradient."""

    epochs: Count = Field(50, description="passes over the training records")
    batch: Count = Field(32, description="records a step")
    optimizer: Optimizer = default("adamw", "optimizer", description="how gradients become steps")
    schedule: Schedule = default("cosine", "schedule", description="how the learning rate changes")
    stop: Stop | None = Field(None, description="when to end before the last epoch")
    start: StageRef | None = Field(None, description="the stage whose weights it starts from")
    augment: tuple[Augment, ...] | None = Field(
        None, description="random changes of its batches; those of the data when none are given"
    )
    clip: Positive | None = Field(None, description="largest norm of the gradient; longer ones are shortened")
    accumulate: Count = Field(1, description="batches whose gradients are added up before a step")
    precision: Literal["full", "bf16", "fp16"] = Field("full", description="precision of the arithmetic")

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

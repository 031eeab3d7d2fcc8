"""What every method that follows gradients is told."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scic.compiler.catalogue.component import Augment, Method, Optimizer, Schedule, Stop, default
from scic.compiler.catalogue.settings import Count, Positive, StageRef


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

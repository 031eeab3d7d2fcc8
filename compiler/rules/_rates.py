"""The learning rate that a stage begins with."""

from __future__ import annotations

from dataclasses import dataclass

from scic.compiler.catalogue.component import Optimizer
from scic.compiler.ir import StageBlock


@dataclass(frozen=True)
class Rate:
    """A learning rate, and what follows from the optimizer that it belongs to."""

    optimizer: str
    value: float
    usual: float
    """The optimizer's default, which is meant for weights that start from nothing."""


def rate(stage: StageBlock) -> Rate | None:
    """The learning rate of a stage; None for a method that has none."""
    optimizer = getattr(stage.component, "optimizer", None)
    value: float | None = getattr(optimizer, "lr", None)
    if not isinstance(optimizer, Optimizer) or value is None:
        return None
    return Rate(optimizer.named(), value, type(optimizer).model_fields["lr"].default)

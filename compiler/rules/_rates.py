"""The learning rate that a stage begins with."""

from __future__ import annotations

from scic.compiler.catalogue.component import Freeze, Optimizer
from scic.compiler.frozen import Frozen
from scic.compiler.ir import StageBlock


class Rate(Frozen):
    """A learning rate, and what follows from the optimizer that it belongs to."""

    optimizer: str
    value: float
    """The rate of the optimizer, which is that of the heads."""
    trunk: float
    """The rate of the topmost block of the trunk; 0 where none ever learns."""
    usual: float
    """The optimizer's default, which is meant for weights that start from nothing."""


def rate(stage: StageBlock) -> Rate | None:
    """The learning rate of a stage; None for a method that has none."""
    optimizer = getattr(stage.component, "optimizer", None)
    value: float | None = getattr(optimizer, "lr", None)
    if not isinstance(optimizer, Optimizer) or value is None:
        return None
    factor = 1.0 if optimizer.rates is None else optimizer.rates.under_the_heads()
    freeze = getattr(stage.component, "freeze", None)
    if isinstance(freeze, Freeze) and freeze.thaws() is None:
        factor = 0.0
    return Rate(optimizer.named(), value, value * factor, type(optimizer).model_fields["lr"].default)

"""How losses are summed and averaged, and what is missing left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import torch
from torch import Tensor

Loss = Callable[..., Tensor]
"""`loss(output, target, **options)` gives one number a record, (B,)."""


def total(losses: Iterable[Tensor]) -> Tensor:
    """The sum of one or more losses; of one, that itself, since it is asked for at every step."""
    first, *others = losses
    return sum(others, start=first)


def objective(
    losses: Sequence[tuple[float, Loss]], output: Tensor, target: Tensor, present: Tensor, **options: Any
) -> Tensor:
    """Average the weighted sum of losses over the records that have a target; 0 where none has.

    `present` (B,) is true for those; `options` go to every loss.
    """
    each = torch.stack([weight * loss(output, target, **options) for weight, loss in losses]).sum(dim=0)
    return (each * present).sum() / present.sum().clamp(min=1)


def record_mean(values: Tensor, present: Tensor) -> Tensor:
    """Average the values (B, ...) of each record where `present` is true: (B,), 0 where nothing is."""
    values = torch.where(present, values, torch.zeros_like(values)).reshape(len(values), -1)
    return values.sum(dim=1) / present.reshape(len(values), -1).sum(dim=1).clamp(min=1)

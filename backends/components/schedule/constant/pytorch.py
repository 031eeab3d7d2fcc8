"""A learning rate that stays."""

from __future__ import annotations

from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from scic.backends.pytorch.learning_rate import follow


def constant(optimizer: Optimizer, steps: int, *, warmup: float) -> LambdaLR:
    """Warm up, then stay."""
    return follow(optimizer, steps, warmup=warmup, curve=lambda done: 1.0)

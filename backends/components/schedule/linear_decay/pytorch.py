"""A learning rate that falls in a line."""

from __future__ import annotations

from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from scic.backends.pytorch.learning_rate import follow


def linear_decay(optimizer: Optimizer, steps: int, *, warmup: float, final: float) -> LambdaLR:
    """Warm up, then fall to the share `final` in a line."""
    return follow(optimizer, steps, warmup=warmup, curve=lambda done: 1 - (1 - final) * done)

"""A learning rate that falls in steps."""

from __future__ import annotations

from collections.abc import Sequence

from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from scic.backends.pytorch.learning_rate import follow


def step(optimizer: Optimizer, steps: int, *, warmup: float, milestones: Sequence[float], factor: float) -> LambdaLR:
    """Warm up, then multiply by `factor` at each of the `milestones`, shares of what is left."""
    return follow(
        optimizer, steps, warmup=warmup, curve=lambda done: factor ** sum(done >= each for each in milestones)
    )

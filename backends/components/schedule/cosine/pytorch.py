"""A learning rate that falls along half a cosine."""

from __future__ import annotations

from math import cos, pi

from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from scic.backends.pytorch.learning_rate import follow


def cosine(optimizer: Optimizer, steps: int, *, warmup: float, final: float) -> LambdaLR:
    """Warm up, then fall to the share `final` along half a cosine (Loshchilov & Hutter 2017)."""
    return follow(optimizer, steps, warmup=warmup, curve=lambda done: final + (1 - final) * (1 + cos(pi * done)) / 2)

"""AdamW."""

from __future__ import annotations

from collections.abc import Sequence

from torch.optim import AdamW

from scic.backends.pytorch.parameter_groups import Parameters, decayed


def adamw(parameters: Parameters, *, lr: float, weight_decay: float, betas: Sequence[float]) -> AdamW:
    """Adam whose weight decay stands apart from the gradient (Loshchilov & Hutter 2019)."""
    return AdamW(decayed(parameters, weight_decay), lr=lr, betas=(betas[0], betas[1]))

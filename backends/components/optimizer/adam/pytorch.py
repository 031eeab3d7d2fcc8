"""Adam."""

from __future__ import annotations

from collections.abc import Sequence

from torch.optim import Adam

from scic.backends.pytorch.parameter_groups import Parameters


def adam(parameters: Parameters, *, lr: float, betas: Sequence[float]) -> Adam:
    """Steps scaled by running means of the gradient and its square (Kingma & Ba 2015)."""
    return Adam(parameters, lr=lr, betas=(betas[0], betas[1]))

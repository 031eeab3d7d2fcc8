"""RMSprop."""

from __future__ import annotations

from torch.optim import RMSprop

from scic.backends.pytorch.parameter_groups import Parameters


def rmsprop(parameters: Parameters, *, lr: float, smoothing: float, momentum: float) -> RMSprop:
    """Steps scaled by a running mean of the squared gradient (Tieleman & Hinton 2012)."""
    return RMSprop(parameters, lr=lr, alpha=smoothing, momentum=momentum)

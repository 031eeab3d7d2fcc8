"""Stochastic gradient descent."""

from __future__ import annotations

from torch.optim import SGD

from scic.backends.pytorch.parameter_groups import Parameters, decayed


def sgd(parameters: Parameters, *, lr: float, momentum: float, nesterov: bool, weight_decay: float) -> SGD:
    """Steps along the gradient with momentum, with Nesterov's look ahead (Sutskever et al. 2013)."""
    return SGD(decayed(parameters, weight_decay), lr=lr, momentum=momentum, nesterov=nesterov and momentum > 0)

"""The gradient of a function of tensors, by PyTorch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import keras
import torch


def gradient(function: Callable[..., Any], variables: Sequence[keras.Variable], count: int = 1) -> Callable[..., Any]:
    """A function of the same tensors: the gradients of the sum of `function` for the first `count` of them.

    The `variables` that it reads have whatever values they have when it is called.
    """

    def gradients(*tensors: Any) -> Any:
        wanted = [tensor.detach().requires_grad_() for tensor in tensors[:count]]
        with torch.enable_grad():
            return torch.autograd.grad(function(*wanted, *tensors[count:]).sum(), wanted)

    return gradients

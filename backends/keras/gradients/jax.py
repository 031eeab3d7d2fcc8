"""The gradient of a function of tensors, by jax."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax
import keras


def gradient(function: Callable[..., Any], variables: Sequence[keras.Variable], count: int = 1) -> Callable[..., Any]:
    """A function of the same tensors: the gradients of the sum of `function` for the first `count` of them.

    It is compiled once, for whatever values the `variables` that it reads have when it is called.
    """

    def total(values: list[Any], *tensors: Any) -> Any:
        with keras.StatelessScope(state_mapping=list(zip(variables, values, strict=True))):
            return function(*tensors).sum()

    compiled = jax.jit(jax.grad(total, argnums=tuple(range(1, count + 1))))
    return lambda *tensors: compiled([variable.value for variable in variables], *tensors)

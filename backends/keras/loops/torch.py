"""Repeating until there is nothing more to do, on PyTorch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import torch


def while_loop(
    cond: Callable[..., Any], body: Callable[..., Any], loop_vars: tuple[Any, ...], *, most: int, layer: Any
) -> tuple[Any, ...]:
    """What becomes of `loop_vars` while `cond` holds of them, `most` times `body` at most.

    In an export the loop is written as one. Then `body` may read nothing but what it is given and the weights of
    `layer`, must make no tensor of a number, and gives tensors of the types that it was given.
    """
    if not torch.compiler.is_compiling():
        return tuple(keras.ops.while_loop(cond, body, loop_vars, maximum_iterations=most))
    size, variables = len(loop_vars), layer.variables

    def goes_on(count: torch.Tensor, *given: torch.Tensor) -> torch.Tensor:
        return torch.logical_and(count < most, cond(*given[:size]))

    def round_(count: torch.Tensor, *given: torch.Tensor) -> tuple[torch.Tensor, ...]:
        # the weights are given as well: a loop that is written sees nothing of its surroundings
        with keras.StatelessScope(state_mapping=zip(variables, given[size:], strict=True)):
            return (count + 1, *(value.clone() for value in body(*given[:size])))

    start = (torch.tensor(0), *(torch.as_tensor(value).clone() for value in loop_vars))
    weights = tuple(variable.value.detach() for variable in variables)
    with torch.no_grad():
        return tuple(torch.ops.higher_order.while_loop(goes_on, round_, start, weights)[1:])

"""Repeating until there is nothing more to do, on jax and TensorFlow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras


def while_loop(
    cond: Callable[..., Any], body: Callable[..., Any], loop_vars: tuple[Any, ...], *, most: int, layer: Any
) -> tuple[Any, ...]:
    """What becomes of `loop_vars` while `cond` holds of them, `most` times `body` at most.

    `layer`, whose weights `body` reads, is of use on PyTorch alone.
    """
    return tuple(keras.ops.while_loop(cond, body, loop_vars, maximum_iterations=most))

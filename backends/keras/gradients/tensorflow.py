"""The gradient of a function of tensors, by TensorFlow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import keras
import tensorflow as tf


def gradient(function: Callable[..., Any], variables: Sequence[keras.Variable], count: int = 1) -> Callable[..., Any]:
    """A function of the same tensors: the gradients of the sum of `function` for the first `count` of them.

    The `variables` that it reads have whatever values they have when it is called.
    """

    def gradients(*tensors: Any) -> Any:
        wanted = list(tensors[:count])
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(wanted)
            total = tf.reduce_sum(function(*wanted, *tensors[count:]))
        return tape.gradient(total, wanted, unconnected_gradients=tf.UnconnectedGradients.ZERO)

    return gradients

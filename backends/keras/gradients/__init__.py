"""The gradient of a function of tensors, by the engine that Keras runs on."""

from __future__ import annotations

import keras

match keras.backend.backend():
    case "jax":
        from scic.backends.keras.gradients.jax import gradient
    case "tensorflow":
        from scic.backends.keras.gradients.tensorflow import gradient
    case _:
        from scic.backends.keras.gradients.torch import gradient

__all__ = ["gradient"]

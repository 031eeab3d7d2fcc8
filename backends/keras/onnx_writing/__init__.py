"""Writing a network as ONNX, by the engine that Keras runs on."""

from __future__ import annotations

import keras

match keras.backend.backend():
    case "jax":
        from scic.backends.keras.onnx_writing.jax import write_onnx
    case "tensorflow":
        from scic.backends.keras.onnx_writing.tensorflow import write_onnx
    case _:
        from scic.backends.keras.onnx_writing.torch import write_onnx

__all__ = ["write_onnx"]

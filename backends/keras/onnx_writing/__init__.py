"""Writing a network as ONNX, by the engine that Keras runs on."""

from __future__ import annotations

import keras

if keras.backend.backend() == "torch":
    from scic.backends.keras.onnx_writing.torch import write_onnx
else:
    from scic.backends.keras.onnx_writing.others import write_onnx

__all__ = ["write_onnx"]

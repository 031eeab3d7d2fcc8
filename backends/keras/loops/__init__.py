"""Repeating until there is nothing more to do, by the engine that Keras runs on."""

from __future__ import annotations

import keras

match keras.backend.backend():
    case "torch":
        from scic.backends.keras.loops.torch import while_loop
    case _:
        from scic.backends.keras.loops.others import while_loop

__all__ = ["while_loop"]

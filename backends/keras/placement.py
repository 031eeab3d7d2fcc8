"""Where a network computes."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import keras


def placement(accelerator: str, devices: int = 1) -> AbstractContextManager[Any]:
    """A context in which networks are made and used on an accelerator: "cpu", "gpu", or "auto" for what is there.

    Several devices share each batch. Raises ValueError when there are too few of them, or when the engine is not jax.
    """
    if devices == 1:
        # without a number: to PyTorch `cpu:0` is another device than the `cpu` of its weights, which then learn nothing
        return nullcontext() if accelerator == "auto" else keras.device(accelerator)
    if keras.backend.backend() != "jax":
        raise ValueError(f"{devices} devices need the engine jax, this is {keras.backend.backend()}")
    found = keras.distribution.list_devices(None if accelerator == "auto" else accelerator)
    if len(found) < devices:
        raise ValueError(f"{devices} devices are asked for, there are {len(found)}: {', '.join(found)}")
    shared: AbstractContextManager[Any] = keras.distribution.DataParallel(devices=found[:devices]).scope()
    return shared

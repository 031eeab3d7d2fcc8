"""The words for what flows through a network, whichever engine computes it."""

from __future__ import annotations

from typing import Any

Tensor = Any
"""An array of the engine: of jax, PyTorch or TensorFlow."""
Batch = dict[str, Tensor]
"""Records by field name, the first axis counts them; channels are last."""

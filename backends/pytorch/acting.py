"""A trained network as a policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch


def act(model: Any, task: str) -> Callable[[np.ndarray], int]:
    """What the network prefers to do: from what is seen, float32 (n,), to the number of an action."""
    model.eval().to("cpu")
    (key,) = model.inputs

    @torch.no_grad()
    def policy(seen: np.ndarray) -> int:
        return int(model({key: torch.from_numpy(seen)[None]})[task].argmax(dim=1))

    return policy

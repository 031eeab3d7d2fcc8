"""The picture where it is: what any registration must beat."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def unmoved_baseline(kind: str) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Make a registration that moves nothing; `kind` is "registration"."""

    def register(moving: np.ndarray, fixed: np.ndarray) -> np.ndarray:
        space = moving.shape[:-1]
        return np.zeros((*space, len(space)))

    return register

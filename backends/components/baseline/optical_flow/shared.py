"""The optical flow between two pictures."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from skimage.registration import optical_flow_tvl1


def optical_flow_baseline(kind: str, *, attachment: float) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Make a registration by the optical flow; `kind` is "registration"."""

    def register(moving: np.ndarray, fixed: np.ndarray) -> np.ndarray:
        one, other = moving.mean(axis=-1, dtype=np.float64), fixed.mean(axis=-1, dtype=np.float64)
        # brightness from 0 to 1, which the attachment is meant for
        low, high = other.min(), other.max()
        scale = high - low or 1.0
        one, other = (one - low) / scale, (other - low) / scale
        flow = optical_flow_tvl1(other, one, attachment=attachment)  # type: ignore[no-untyped-call]
        return np.moveaxis(np.asarray(flow, dtype=np.float64), 0, -1)

    return register

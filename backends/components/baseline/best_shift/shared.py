"""One shift of the whole picture."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from skimage.registration import phase_cross_correlation

PARTS = 10
"""The shift is found to a tenth of a pixel."""


def best_shift_baseline(kind: str) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Make a registration by one shift; `kind` is "registration"."""

    def register(moving: np.ndarray, fixed: np.ndarray) -> np.ndarray:
        one, other = (picture.mean(axis=-1) - picture.mean() for picture in (moving, fixed))
        if not one.any() or not other.any():  # a picture of one value lies anywhere alike
            return np.zeros((*one.shape, one.ndim))
        found = phase_cross_correlation(other, one, upsample_factor=PARTS, normalization=None)  # type: ignore[no-untyped-call]
        shift = np.asarray(found[0], dtype=np.float64)
        # what is shifted down is taken from further up
        return np.broadcast_to(-shift, (*one.shape, one.ndim)).copy()

    return register

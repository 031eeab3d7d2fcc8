"""The median of every pixel's surroundings."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from scic.backends.shared.filters import TunedFilter

SIZES = (3, 5, 7, 9, 11)
"""Among these the size is chosen, in pixels."""


def median_filter_baseline(kind: str, *, size: int | None) -> TunedFilter:
    """Make a median filter; `kind` is "denoising"."""

    def median(channel: np.ndarray, width: float) -> np.ndarray:
        filtered: np.ndarray = ndimage.median_filter(channel, size=int(width), mode="mirror")
        return filtered

    return TunedFilter(median, SIZES if size is None else (size,))

"""A mean of every pixel's surroundings in which the near ones count most."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from scic.backends.shared.filters import TunedFilter

DEVIATIONS = (0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0)
"""Among these the width is chosen, in pixels."""


def gaussian_filter_baseline(kind: str, *, deviation: float | None) -> TunedFilter:
    """Make a Gaussian filter; `kind` is "denoising"."""

    def blur(channel: np.ndarray, width: float) -> np.ndarray:
        filtered: np.ndarray = ndimage.gaussian_filter(channel, sigma=width, mode="mirror")
        return filtered

    return TunedFilter(blur, DEVIATIONS if deviation is None else (deviation,))

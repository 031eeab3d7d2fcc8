"""The picture as it is: what any denoising must beat."""

from __future__ import annotations

import numpy as np

from scic.backends.shared.filters import TunedFilter


def unfiltered_baseline(kind: str) -> TunedFilter:
    """Make a filter that changes nothing; `kind` is "denoising"."""

    def same(channel: np.ndarray, width: float) -> np.ndarray:
        return channel

    return TunedFilter(same, (0.0,))

"""Maps on another grid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from keras import ops

from scic.backends.keras.tensor import Tensor


def resized(maps: Tensor, space: Sequence[int]) -> Tensor:
    """Interpolate maps (B, *grid, C) linearly to (B, *space, C), in two or three dimensions.

    Places lie in the middle of their cells; beyond the outermost, its value goes on.
    """
    for axis, length in enumerate(space, start=1):
        maps = interpolated(maps, axis, length)
    return maps


def interpolated(maps: Tensor, axis: int, length: int) -> Tensor:
    """Interpolate along one axis."""
    before = maps.shape[axis]
    if before == length:
        return maps
    where = np.clip((np.arange(length) + 0.5) * before / length - 0.5, 0, before - 1)
    low = np.floor(where).astype("int32")
    high = np.minimum(low + 1, before - 1)
    share = (where - low).reshape(-1, *[1] * (len(maps.shape) - axis - 1))
    share = ops.convert_to_tensor(share, dtype=maps.dtype)
    return ops.take(maps, low, axis=axis) * (1 - share) + ops.take(maps, high, axis=axis) * share

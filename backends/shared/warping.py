"""Pictures and labels moved by a displacement field, as arrays."""

from __future__ import annotations

import numpy as np
from scipy import ndimage


def warped(array: np.ndarray, displacement: np.ndarray, *, labels: bool = False) -> np.ndarray:
    """A picture (*space, C), each of its pixels taken from where the displacement (*space, rank), in pixels, points.

    Pictures are interpolated linearly, as float32; labels take the nearest and keep their type. Beyond the border both
    are mirrored.
    """
    where = np.indices(displacement.shape[:-1]) + np.moveaxis(displacement, -1, 0)
    channels = [
        ndimage.map_coordinates(
            channel if labels else channel.astype(np.float32), where, order=0 if labels else 1, mode="reflect"
        )
        for channel in np.moveaxis(array, -1, 0)
    ]
    return np.stack(channels, axis=-1)


def jacobian(displacement: np.ndarray) -> np.ndarray:
    """By how much each place is stretched, (*space): under 1 where it shrinks, 0 or less where the grid folds."""
    rank = displacement.shape[-1]
    slopes = [np.stack(np.gradient(displacement[..., axis]), axis=-1) for axis in range(rank)]
    determinants: np.ndarray = np.linalg.det(np.stack(slopes, axis=-2) + np.eye(rank))
    return determinants

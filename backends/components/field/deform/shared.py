"""Pictures and masks that are bent smoothly."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from scic.backends.shared.warping import warped


def derive_deform(
    array: np.ndarray, *, amount: float, points: int, rng: np.random.Generator, labels: bool = False
) -> np.ndarray:
    """The picture (*space, C) as a random smooth displacement leaves it, float32; labels keep their numbers."""
    displacement = smooth_displacement(array.shape[:-1], amount=amount, points=points, rng=rng)
    return warped(array, displacement, labels=labels)


def smooth_displacement(space: tuple[int, ...], *, amount: float, points: int, rng: np.random.Generator) -> np.ndarray:
    """A displacement (*space, rank) in pixels: cubic splines through random moves of `points` along each axis.

    The moves have a deviation of `amount` of each side, and are 0 on the border. On a finer grid of the same picture
    the same numbers give the same deformation.
    """
    rank = len(space)
    moves = rng.normal(0, amount, (rank, *[points] * rank))
    places = np.meshgrid(*(np.linspace(0, points + 1, length) for length in space), indexing="ij")
    return np.stack(
        [
            length * ndimage.map_coordinates(np.pad(move, 1), places, order=3, mode="nearest")
            for length, move in zip(space, moves, strict=True)
        ],
        axis=-1,
    )

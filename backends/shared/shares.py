"""Divides records into train, validation and test by shares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scic.backends.shared.errors import DataError

PARTS = ("train", "validation", "test")


def part_sizes(count: int, shares: Sequence[float], what: str) -> np.ndarray:
    """How many of `count` things each share gets; at least one where the share is more than 0.

    Raises DataError with `what` they are where there are too few.
    """
    wanted = np.asarray(shares) > 0
    if count < wanted.sum():
        raise DataError(f"there are too few {what} for {wanted.sum()} parts: {count}", "add some, or set a share to 0%")
    exact = np.asarray(shares) * count
    sizes = np.floor(exact + 1e-9).astype(np.int64)
    for part in np.argsort(sizes - exact, kind="stable")[: count - sizes.sum()]:
        sizes[part] += 1
    for part in np.flatnonzero(wanted & (sizes == 0)):
        sizes[sizes.argmax()] -= 1
        sizes[part] = 1
    return sizes


def named_parts(part: np.ndarray, shares: Sequence[float], remedy: str) -> dict[str, np.ndarray]:
    """The positions of each part, sorted, from the part of each record (0, 1 or 2; -1 for none).

    Raises DataError with the `remedy` where a part that has a share is empty.
    """
    named = {name: np.flatnonzero(part == number) for number, name in enumerate(PARTS)}
    for name, share in zip(PARTS, shares, strict=True):
        if share > 0 and not len(named[name]):
            raise DataError(f"no record is left for the {name} part", remedy)
    return named

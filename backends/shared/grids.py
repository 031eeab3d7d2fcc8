"""Grids that grow coarser by halves."""

from __future__ import annotations

from collections.abc import Sequence

COARSEST = 4
"""Places along each side of the coarsest grid, at most."""


def halved(space: Sequence[int]) -> list[tuple[int, ...]]:
    """The grids from the finest, `space`, to the coarsest, each side half as long, rounded up."""
    grids = [tuple(space)]
    while max(grids[-1]) > COARSEST:
        grids.append(tuple((length + 1) // 2 for length in grids[-1]))
    return grids

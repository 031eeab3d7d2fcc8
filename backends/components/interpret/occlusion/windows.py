"""The window that hides a part of an image, and its step."""

from __future__ import annotations

import math
from collections.abc import Sequence

PARTS = {2: 8, 3: 4}
"""The part of a side that a window covers unless it is given: an eighth in images, a quarter in volumes."""


def sizes(
    space: Sequence[int], window: Sequence[int] | None, stride: Sequence[int] | None
) -> tuple[Sequence[int], Sequence[int]]:
    """Check the window and its step against the image, and fill in what is not given.

    Raises ValueError when one of them does not fit.
    """
    size = window or [math.ceil(side / PARTS[len(space)]) for side in space]
    if len(size) != len(space) or any(part > side for part, side in zip(size, space, strict=True)):
        raise ValueError(f"`window` {_times(size)} does not fit into an image of {_times(space)} pixels")
    step = stride or [math.ceil(part / 2) for part in size]
    if len(step) != len(size) or any(one > part for one, part in zip(step, size, strict=True)):
        raise ValueError(f"`stride` {_times(step)} steps over pixels: it may be at most `window` {_times(size)}")
    return size, step


def _times(sides: Sequence[int]) -> str:
    return "x".join(str(side) for side in sides)

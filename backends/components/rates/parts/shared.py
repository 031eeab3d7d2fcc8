"""One learning rate for the trunk and one for the heads."""

from __future__ import annotations


def parts_rates(blocks: int, *, trunk: float, head: float) -> list[float]:
    """The factor of the learning rate of each block, from the bottom, and last that of the heads."""
    return [trunk] * blocks + [head]

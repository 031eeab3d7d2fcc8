"""Learning rates that fall from the top of a network to its bottom."""

from __future__ import annotations


def discriminative_rates(blocks: int, *, factor: float) -> list[float]:
    """The factor of the learning rate of each block, from the bottom, and last that of the heads, which is 1.

    Each is `factor` times that of the block below it (Howard & Ruder 2018).
    """
    return [factor**-below for below in range(blocks, -1, -1)]

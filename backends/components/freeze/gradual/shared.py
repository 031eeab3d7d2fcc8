"""One block more every few epochs, from the top down."""

from __future__ import annotations


def gradual_freeze(epoch: int, blocks: int, *, epochs: int) -> int:
    """How many of the topmost `blocks` learn in an `epoch`: another one after every `epochs` (Howard & Ruder 2018)."""
    return min(epoch // epochs, blocks)

"""Heads first, then the whole network."""

from __future__ import annotations


def trunk_freeze(epoch: int, blocks: int, *, epochs: int | None) -> int:
    """How many of the topmost `blocks` learn in an `epoch`: none for so many epochs, then all."""
    return 0 if epochs is None or epoch < epochs else blocks

"""How a network halves a grid whose places lie further apart along one axis than along another."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod


def halvings(spacing: Sequence[float], count: int) -> list[tuple[int, ...]]:
    """What each of `count` halvings divides every axis by: 2, or 1 where it has to wait.

    An axis waits while its places lie twice as far apart as those of another, or further: so the grid comes to be
    about as coarse along all (Isensee et al. 2021).
    """
    distances, factors = list(spacing), []
    for _ in range(count):
        closest = min(distances)
        factors.append(tuple(2 if distance < 2 * closest else 1 for distance in distances))
        distances = [distance * factor for distance, factor in zip(distances, factors[-1], strict=True)]
    return factors


def strides(spacing: Sequence[float], count: int) -> tuple[int, ...]:
    """How many places of each axis are one after `count` halvings."""
    steps = halvings(spacing, count)
    return tuple(prod(step[axis] for step in steps) for axis in range(len(spacing)))

"""How the values of a column are spread, while they go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from operator import mul

_FEWEST = 20
"""Fewest values that can be said to lean."""


@dataclass
class Moments:
    """The first three sums of powers, of distances from the first value, which keeps them small."""

    origin: float = 0.0
    count: int = 0
    first: float = 0.0
    second: float = 0.0
    third: float = 0.0

    def add(self, values: Sequence[float]) -> None:
        """Take up some values."""
        if not self.count and values:
            self.origin = values[0]
        distances = [value - self.origin for value in values]
        squares = list(map(mul, distances, distances))
        self.count += len(values)
        self.first += sum(distances)
        self.second += sum(squares)
        self.third += sum(map(mul, squares, distances))

    @property
    def skewness(self) -> float | None:
        """The third moment about the mean, in units of the spread; None of too few values, or of one value alone."""
        if self.count < _FEWEST:
            return None
        mean, square, cube = (total / self.count for total in (self.first, self.second, self.third))
        variance = square - mean**2
        if not isfinite(cube) or variance <= 1e-12 * square:
            return None
        return round(float((cube - 3 * mean * variance - mean**3) / variance**1.5), 2)

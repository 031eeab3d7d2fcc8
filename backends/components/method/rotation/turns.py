"""The turns that a picture can have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

SQUARE, OBLONG = (0, 1, 2, 3), (0, 2)
"""Quarter turns; one that is not square stands on its head or does not."""


def quarters(facts: Mapping[str, Any], pictures: Sequence[str]) -> tuple[int, ...]:
    """The quarter turns after which pictures have the size that they had."""
    square = all(facts[name]["size"][-1] == facts[name]["size"][-2] for name in pictures)
    return SQUARE if square else OBLONG

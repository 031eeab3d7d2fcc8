"""A line of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured against what: `ratio` must not exceed `bound`."""

    name: str
    ratio: float
    bound: float
    detail: str

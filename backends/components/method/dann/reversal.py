"""How strongly the gradient of the domain classifier is reversed."""

from __future__ import annotations

from math import exp


def reversal(epoch: int, epochs: int, *, strength: float, ramp: float) -> float:
    """The factor in an epoch, counted from 0: from 0 it rises towards `strength` (Ganin et al. 2016, section 5.2.2)."""
    return strength * (2 / (1 + exp(-ramp * epoch / epochs)) - 1)

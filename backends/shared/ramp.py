"""How the weight of unlabelled records rises over a training: from 0 to 1, by the epoch."""

from __future__ import annotations

from math import exp

STEEPNESS = 5.0
"""Of the smooth rise, as in the papers that use it."""


def straight_rise(epoch: int, epochs: int, *, ramp: float, warmup: float = 0.0) -> float:
    """0 for the share `warmup` of the epochs, then in a straight line up to 1 over the share `ramp` (Lee 2013)."""
    done = epoch / epochs - warmup
    if done < 0:
        return 0.0
    return 1.0 if done >= ramp else done / ramp


def smooth_rise(epoch: int, epochs: int, *, ramp: float) -> float:
    """The flank of a bell, e^(-5 (1 - t)^2), where t goes from 0 to 1 over the share `ramp` of the epochs."""
    done = epoch / epochs
    return 1.0 if done >= ramp else exp(-STEEPNESS * (1 - done / ramp) ** 2)

"""Huber loss."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Loss
from scic.compiler.catalogue.ports import Image, Number, Volume
from scic.compiler.catalogue.settings import Positive


class Huber(Loss):
    """Huber loss: squared for small errors, absolute for large ones.

    For targets with some outliers: as steady as the squared error near the truth, and no more moved by a
    wild value than the absolute one.

    Example:
        experiment diabetes { seed: 1 }
        data sample { set: diabetes }
        model mlp { hidden: [64, 64] }
        task regression { predict: sample.progression, loss: huber(delta: 1.0) }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "2.1"
    paper = "Huber, Robust estimation of a location parameter, 1964"
    targets = (Number, Image, Volume)

    delta: Positive = Field(1.0, description="the error, in spreads of the target, from which it counts linearly")

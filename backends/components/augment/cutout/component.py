"""Holes."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Augment
from scic.compiler.catalogue.settings import Share


class Cutout(Augment):
    """Cover a random box of the picture.

    Keeps a network from resting on one telling detail. The box should be smaller than the object. Masks are
    not changed: what is hidden is to be told from what surrounds it.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit), augment: [cutout(size: 25%)] }
        model cnn { widths: [16, 32, 64] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "6.3.1"
    paper = "DeVries & Taylor, Improved regularization of convolutional neural networks with cutout, 2017"

    size: Share = Field(0.25, description="the side of the box, as a share of each side of the image")
    probability: Share = Field(0.5, description="the chance that a record is covered")

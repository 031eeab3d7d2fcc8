"""Random crops."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Augment
from scic.compiler.catalogue.settings import Share


class Crop(Augment):
    """Random crops: pad a little, cut back at a random place.

    Teaches that it does not matter where in the picture the object lies. The size of the pictures stays;
    what is padded is mirrored.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit), augment: [crop(padding: 12.5%)] }
        model cnn { widths: [16, 32, 64] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "6.3.1"
    paper = "Krizhevsky et al., ImageNet classification with deep convolutional neural networks, 2012"
    moves = True

    padding: Share = Field(0.125, description="how far a record may shift, as a share of its size")

"""Noise."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Augment
from scic.compiler.catalogue.settings import Positive


class Noise(Augment):
    """Add Gaussian noise to every pixel.

    For detectors that are noisy themselves, and as a view for `simclr`. It is measured in the deviation of the
    training pixels, channel by channel, so that 0.1 is hardly seen in a picture of any unit and 1 drowns most of
    it. Masks stay as they are.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit), augment: [noise(deviation: 0.2)] }
        model cnn { widths: [16, 32, 64] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "6.3.1"

    deviation: Positive = Field(0.1, description="the noise, in deviations of the training pixels")

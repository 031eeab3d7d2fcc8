"""Noise on pictures."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Transform
from scic.compiler.catalogue.settings import Share


class Noise(Transform):
    """Add noise to every picture once, the same whenever it is read.

    Shows how a network fares on a worse instrument: train on pictures as they are, and score those with noise by
    `validate external`. To make a network robust, give it new noise at every step instead, by `augment`.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        data sample as photos { set: digits, split: random(stratify: digit), transform: [noise(level: 30%)] }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method supervised { epochs: 20, batch: 64 }
        validate external { data: photos }
        validate baselines
        validate seeds { count: 3 }
    """

    section: ClassVar = "5.2"

    level: Share = Field(0.1, description="standard deviation of the noise, as a share of the picture's own range")

"""Inverted pictures."""

from __future__ import annotations

from typing import ClassVar

from scic.compiler.catalogue.component import Transform


class Invert(Transform):
    """Turn bright into dark: each picture's brightest intensity becomes its darkest.

    Brings pictures that are dark on bright, such as photographs of print or of stained tissue, to those that are
    bright on dark. As a change of a second data set it is a hard case for a network that has seen only the first.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit), transform: [invert] }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method supervised { epochs: 20, batch: 64 }
        validate baselines
        validate seeds { count: 3 }
    """

    section: ClassVar = "5.2"

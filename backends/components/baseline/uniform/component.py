"""Uniform noise."""

from __future__ import annotations

from typing import ClassVar

from scic.compiler.catalogue.component import Baseline


class Uniform(Baseline):
    """Every pixel by itself, anywhere between the darkest and the brightest of the training pictures.

    It has learnt nothing of what a picture is: a generator that is not far nearer to the data has not either.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        model dcgan { latent: 32, width: 32 }
        task generation { predict: scans.image }
        method gan { epochs: 100 }
        validate baselines { use: [uniform] }
        validate seeds { count: 3 }
    """

    section: ClassVar = "6.2"
    serves: ClassVar = ("generation",)

"""Generation: pictures like those of the data."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Task, Weighted
from scic.compiler.catalogue.ports import Image, Map, Picture
from scic.compiler.catalogue.settings import Refs


class Generation(Task):
    """Pictures like those of the data, but none of them.

    The scores compare as many made pictures as there are test records with these records, as two clouds of points:
    where their centres lie and how they spread. They say nothing of a single picture: look at the samples, and at the
    nearest training picture of each, which shows a network that has learnt them by heart.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        model dcgan { latent: 32, width: 32 }
        task generation { predict: scans.image }
        method gan { epochs: 100 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "6.2"
    reads = (Map, Picture)
    predicts = (Image,)
    answers = ("real",)
    taught = False
    simple = "generation"
    writes = "samples"
    metrics: ClassVar = {
        "frechet": "the Fréchet distance of made and true pictures: how far apart the centres of the two clouds are "
        "and how unlike their spreads, in the leading principal components of the true ones, as a share of their "
        "variance; lower is better, 0 are two clouds alike",
        "diversity": "the variance of the made pictures as a share of that of the true ones: 1 is as varied, near 0 "
        "the same picture again and again",
    }

    predict: Refs = Field(description="the pictures that are to be made like")
    loss: tuple[Weighted, ...] = Field((), description="no loss: a method has its own objective")

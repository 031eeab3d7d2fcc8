"""The score in each subgroup."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Validate
from scic.compiler.catalogue.settings import Count, Refs


class Subgroups(Validate):
    """Score the test records of each subgroup by themselves.

    A good score over all can hide a bad one for the records of one hospital, instrument, sex or species. Name
    the fields that divide the records; a measured number such as an age is cut at its quartiles.

    Small groups have wide intervals: a difference counts when the intervals do not overlap. Groups under
    `minimum` records are left out, since their score would be noise.

    Example:
        experiment birds { seed: 1 }
        data csv as birds { path: "data/penguins.csv", ignore: [year], split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: birds.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
        validate subgroups { by: birds.sex }
    """

    section = "9"

    by: Refs = Field(description="the fields that divide the records")
    minimum: Count = Field(10, description="fewest records of a group that is scored")

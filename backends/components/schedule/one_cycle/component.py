"""A learning rate in one cycle."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scic.compiler.catalogue.component import Schedule
from scic.compiler.catalogue.settings import Share


class OneCycle(Schedule):
    """One cycle: far up, and down to nothing.

    For short trainings with a high rate, some 3 to 10 times what a constant one could be.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, optimizer: adamw(lr: 5e-3), schedule: one_cycle }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "3"
    paper = "Smith & Topin, Super-convergence: very fast training of neural networks, 2018"

    rise: Annotated[Share, Field(lt=1)] = Field(0.3, description="the share of the steps on the way up")
    start: Share = Field(0.04, description="the rate at the start, as a share of the full rate")

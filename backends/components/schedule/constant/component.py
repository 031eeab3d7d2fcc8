"""A learning rate that stays."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Schedule
from scic.compiler.catalogue.settings import Share


class Constant(Schedule):
    """The same learning rate throughout, after a warm-up if you want one.

    For finding a good rate, and where the number of epochs is open and an early stop ends the training. The
    last decimals come from a falling rate.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, schedule: constant(warmup: 5%) }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "3"

    warmup: Share = Field(0.0, description="the share of the steps in which the rate rises")

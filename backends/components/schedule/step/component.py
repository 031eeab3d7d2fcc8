"""A learning rate in steps."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Schedule
from scic.compiler.catalogue.settings import Share


class Step(Schedule):
    """A learning rate that falls in steps.

    The classic of image classification with `sgd`: a tenth of the rate after half the training, and a tenth
    of that after three quarters.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, schedule: step(milestones: [50%, 75%]) }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "3"
    paper = "He et al., Deep residual learning for image recognition, 2016"

    warmup: Share = Field(0.0, description="the share of the steps in which the rate rises")
    milestones: tuple[Share, ...] = Field(
        (0.5, 0.75), description="when the rate falls, in shares of the steps after the warm-up"
    )
    factor: Share = Field(0.1, description="what the rate is multiplied by each time")

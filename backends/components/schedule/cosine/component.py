"""A learning rate along a cosine."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Schedule
from scic.compiler.catalogue.settings import Share


class Cosine(Schedule):
    """A short warm-up, then a fall along half a cosine.

    The one to start with: it has nothing to tune. The rate reaches its end with the last epoch, so an early
    stop cuts it short; give it the number of epochs that you mean to train.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, schedule: cosine(warmup: 5%) }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "3"
    paper = "Loshchilov & Hutter, SGDR: stochastic gradient descent with warm restarts, 2017"

    warmup: Share = Field(0.05, description="the share of the steps in which the rate rises")
    final: Share = Field(0.0, description="the rate at the end, as a share of the full rate")

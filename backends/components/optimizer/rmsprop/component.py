"""RMSprop."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scic.compiler.catalogue.component import Optimizer
from scic.compiler.catalogue.settings import Positive

Momentum = Annotated[float, Field(ge=0, lt=1)]


class Rmsprop(Optimizer):
    """RMSprop: steps scaled by a running mean of the squared gradient.

    The forerunner of Adam, still usual for recurrent networks and in reinforcement learning. Elsewhere
    begin with `adamw`.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, optimizer: rmsprop(lr: 1e-3) }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "3"
    paper = "Tieleman & Hinton, Lecture 6.5: RMSprop, 2012"

    lr: Positive = Field(1e-3, description="the learning rate")
    smoothing: Momentum = Field(0.99, description="how slowly the running mean of the squared gradient moves")
    momentum: Momentum = Field(0.0, description="how much of the last step is in the next")

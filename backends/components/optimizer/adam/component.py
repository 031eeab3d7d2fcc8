"""Adam."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scic.compiler.catalogue.component import Optimizer
from scic.compiler.catalogue.settings import Positive

Momentum = Annotated[float, Field(ge=0, lt=1)]


class Adam(Optimizer):
    """Adam: steps scaled by running means of the gradient and its square.

    As forgiving as `adamw`, without weight decay; for small networks, and for comparing with work that used
    it.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, optimizer: adam(lr: 1e-3) }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "3"
    paper = "Kingma & Ba, Adam: a method for stochastic optimization, 2015"

    lr: Positive = Field(1e-3, description="the learning rate")
    betas: tuple[Momentum, Momentum] = Field(
        (0.9, 0.999), description="how slowly the running means of the gradient and its square move"
    )

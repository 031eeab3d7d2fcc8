"""Stochastic gradient descent."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scic.compiler.catalogue.component import Optimizer
from scic.compiler.catalogue.settings import NotNegative, Positive

Momentum = Annotated[float, Field(ge=0, lt=1)]


class Sgd(Optimizer):
    """Stochastic gradient descent with momentum.

    Often the best in the end for convolutional networks, with a falling rate and patience: it needs a rate
    searched for the problem where `adamw` works at once.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, optimizer: sgd(lr: 0.05), schedule: cosine }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "3"
    paper = "Sutskever et al., On the importance of initialization and momentum in deep learning, 2013"

    lr: Positive = Field(1e-2, description="the learning rate")
    momentum: Momentum = Field(0.9, description="how much of the last step is in the next")
    nesterov: bool = Field(True, description="whether the gradient is taken where momentum leads")
    weight_decay: NotNegative = Field(1e-4, description="the share of each weight added to its gradient")

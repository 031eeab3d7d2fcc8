"""AdamW."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scic.compiler.catalogue.component import Optimizer
from scic.compiler.catalogue.settings import NotNegative, Positive

Momentum = Annotated[float, Field(ge=0, lt=1)]


class Adamw(Optimizer):
    """AdamW: Adam with a weight decay that stands apart from the gradient.

    The one to start with. If the loss jumps, divide the rate by 3 or 10; if it hardly falls, multiply it.
    For pretrained weights use 1e-4 or less. Biases and normalisations do not decay.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, optimizer: adamw(lr: 1e-3, weight_decay: 1e-2) }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "3"
    paper = "Loshchilov & Hutter, Decoupled weight decay regularization, 2019"

    lr: Positive = Field(1e-3, description="the learning rate")
    weight_decay: NotNegative = Field(1e-2, description="how much weights shrink at a step, in learning rates")
    betas: tuple[Momentum, Momentum] = Field(
        (0.9, 0.999), description="how slowly the running means of the gradient and its square move"
    )

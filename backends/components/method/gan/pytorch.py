"""A generative adversarial network: a generator and a critic, each the other's teacher."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional

from scic.backends.pytorch.generative import Generative
from scic.backends.pytorch.stage import Batch
from scic.backends.shared.grids import halved

SLOPE = 0.2
"""Of the critic's rectifiers, below zero."""


class Gan(Generative):
    """One step: the critic learns to tell true pictures from made ones, the generator to be taken for true.

    Both steps of Goodfellow et al. 2014, algorithm 1, are taken at once, along the gradient of one sum: in the first
    term the made pictures, in the second the critic's weights count as constants.
    """

    def __init__(
        self, model: nn.Module, *, objective: str, width: int, dropout: float, figures: Path, epochs: int, **stage: Any
    ) -> None:
        super().__init__(model, figures=figures, epochs=epochs, **stage)
        self.judge, self.please = OBJECTIVES[objective]
        self.critic = Critic(self.task.channels, self.model.trunk.space, width=width, dropout=dropout)

    def objective(self, batch: Batch) -> Tensor:
        """The critic's loss, and the generator's."""
        real = self.task.standardised(self.task.real(self.augment.change(batch)))
        made = self.task.standardised(self.sample(len(real)))
        constant = {name: weight.detach() for name, weight in self.critic.named_parameters()}
        learnt = self.judge(self.critic(real), self.critic(made.detach()))
        fooled: Tensor = self.please(functional_call(self.critic, constant, (made,)))
        return learnt + fooled


class Critic(nn.Module):
    """How true a picture (B, C, height, width) looks, one number each (B,), by convolutions that halve the grid."""

    def __init__(self, channels: int, space: tuple[int, ...], *, width: int, dropout: float) -> None:
        super().__init__()
        grids = halved(space)
        layers: list[nn.Module] = [nn.Conv2d(channels, width, kernel_size=3, padding=1), nn.LeakyReLU(SLOPE)]
        for _ in grids[1:]:
            finer = nn.Conv2d(width, 2 * width, kernel_size=3, stride=2, padding=1)
            layers += [nn.Dropout(dropout), finer, nn.LeakyReLU(SLOPE)]
            width *= 2
        size = width * grids[-1][0] * grids[-1][1]
        self.layers = nn.Sequential(*layers, nn.Flatten(), nn.Dropout(dropout), nn.Linear(size, 1))

    def forward(self, pictures: Tensor) -> Tensor:
        """The higher, the truer."""
        verdict: Tensor = self.layers(pictures)
        return verdict.squeeze(1)


def judge_logistic(real: Tensor, made: Tensor) -> Tensor:
    """The cross-entropy of telling the two apart (Goodfellow et al. 2014, equation 1)."""
    return functional.softplus(-real).mean() + functional.softplus(made).mean()


def please_logistic(made: Tensor) -> Tensor:
    """The cross-entropy of being taken for true, which has a slope where the critic is sure (section 3 there)."""
    return functional.softplus(-made).mean()


def judge_hinge(real: Tensor, made: Tensor) -> Tensor:
    """As far apart as a margin of 1 on both sides (Lim & Ye 2017)."""
    return functional.relu(1 - real).mean() + functional.relu(1 + made).mean()


def please_hinge(made: Tensor) -> Tensor:
    """As true as can be."""
    return -torch.mean(made)


OBJECTIVES = {"logistic": (judge_logistic, please_logistic), "hinge": (judge_hinge, please_hinge)}
"""What the critic and the generator minimise."""

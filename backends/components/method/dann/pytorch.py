"""Domain-adversarial training: features from which nobody can tell source from target."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from scic.backends.components.method.dann.reversal import reversal
from scic.backends.pytorch.adaptation import Adaptation


class Dann(Adaptation):
    """One step: learn the tasks on the source, and let a classifier of domains teach the features to mislead it.

    The classifier follows its own gradient; below it the gradient is reversed, and weighed by a factor that rises
    over the epochs (Ganin et al. 2016, algorithm 1). The classifier stays behind.
    """

    def __init__(
        self, model: nn.Module, *, hidden: int, strength: float, ramp: float, epochs: int, **stage: Any
    ) -> None:
        super().__init__(model, **stage)
        self.strength, self.ramp, self.epochs = strength, ramp, epochs
        self.domain = nn.Sequential(nn.Linear(self.model.size, hidden), nn.ReLU(), nn.Linear(hidden, 1))

    def distance(self, source: Tensor, target: Tensor) -> Tensor:
        """The cross entropy of the classifier of domains, whose gradient is reversed below it."""
        factor = reversal(self.current_epoch, self.epochs, strength=self.strength, ramp=self.ramp)
        logits = self.domain(reversed_gradient(torch.cat([source, target]), factor))[:, 0].float()
        # each domain counts alike, however many records its batch has
        ours = functional.binary_cross_entropy_with_logits(logits[: len(source)], logits.new_zeros(len(source)))
        theirs = functional.binary_cross_entropy_with_logits(logits[len(source) :], logits.new_ones(len(target)))
        return (ours + theirs) / 2


class _Reversed(torch.autograd.Function):
    """The identity, whose gradient is multiplied by a negative factor."""

    @staticmethod
    def forward(context: Any, features: Tensor, factor: float) -> Tensor:
        """The features as they are."""
        context.factor = factor
        return features.view_as(features)

    @staticmethod
    def backward(context: Any, *gradients: Tensor) -> tuple[Tensor, None]:
        """The gradient, turned round."""
        return -context.factor * gradients[0], None


def reversed_gradient(features: Tensor, factor: float) -> Tensor:
    """The features, through which a gradient passes turned round and multiplied by `factor`."""
    reversed_: Tensor = _Reversed.apply(features, factor)
    return reversed_

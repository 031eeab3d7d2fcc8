"""MixMatch: guess the labels of unlabelled records, sharpen them, and mix all records with one another."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.distributions import Beta
from torch.nn.functional import cross_entropy, mse_loss, one_hot

from scic.backends.pytorch.side_by_side import one_batch
from scic.backends.pytorch.spatial import by_record
from scic.backends.pytorch.stage import Batch, Stage
from scic.backends.shared.ramp import straight_rise


class Mixmatch(Stage):
    """Learn mixtures of records, labelled or not, with mixtures of their labels, given or guessed.

    D. Berthelot et al., MixMatch: a holistic approach to semi-supervised learning, 2019.
    """

    def __init__(
        self,
        model: Any,
        *,
        guesses: int,
        temperature: float,
        alpha: float,
        weight: float,
        ramp: float,
        epochs: int,
        **stage: Any,
    ) -> None:
        super().__init__(model, **stage)
        self.guesses, self.temperature, self.alpha = guesses, temperature, alpha
        self.weight, self.ramp, self.epochs = weight, ramp, epochs
        ((self.task, (_, self.target)),) = self.scores.items()
        self.classes = len(self.facts[self.target]["classes"])

    def objective(self, batch: dict[str, Batch]) -> Tensor:
        """Algorithm 1 of the paper, then its equations 2 to 5."""
        labelled = self.augment.change(batch["labelled"])
        given = one_hot(labelled[self.target], self.classes).float()
        changed = [self.augment.change(self.unlabelled(batch)) for _ in range(self.guesses)]
        guessed = self.guess(changed)

        records = one_batch([labelled, *changed], self.model.inputs)
        labels = torch.cat([given, *[guessed] * self.guesses])
        records, labels = self.mix(records, labels)

        output = self.model(records)[self.task]
        count = len(given)
        supervised = cross_entropy(output[:count], labels[:count])
        unsupervised = mse_loss(output[count:].softmax(dim=1), labels[count:])
        weight = self.weight * straight_rise(self.current_epoch, self.epochs, ramp=self.ramp)
        return supervised + weight * unsupervised

    def unlabelled(self, batch: dict[str, Batch]) -> Batch:
        """The unlabelled records, without any target that may be there."""
        return {name: batch["unlabelled"][name] for name in self.model.inputs}

    @torch.no_grad()
    def guess(self, changed: list[Batch]) -> Tensor:
        """The sharpened mean of what the network predicts of differently changed records, (B, classes)."""
        answers = [self.model.tasks[self.task].answer(self.model(each)[self.task]) for each in changed]
        return sharpen(torch.stack(answers).mean(dim=0), self.temperature)

    def mix(self, records: Batch, labels: Tensor) -> tuple[Batch, Tensor]:
        """Every record and its label with a lesser share of another's; categories stay those of the first."""
        share = Beta(self.alpha, self.alpha).sample((len(labels),)).to(labels.device)
        share = torch.maximum(share, 1 - share)
        order = torch.randperm(len(labels), device=labels.device)

        def mixed(values: Tensor) -> Tensor:
            if not values.is_floating_point():
                return values
            first = by_record(share, values).to(values.dtype)
            return first * values + (1 - first) * values[order]

        return {name: mixed(value) for name, value in records.items()}, mixed(labels)


def sharpen(probabilities: Tensor, temperature: float) -> Tensor:
    """Raise the probabilities (B, classes) to the power 1 / temperature, and let them add up to 1 again."""
    raised = probabilities ** (1 / temperature)
    return raised / raised.sum(dim=1, keepdim=True)

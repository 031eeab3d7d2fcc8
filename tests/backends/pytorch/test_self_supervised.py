"""A stage that makes its targets itself."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from scic.backends.pytorch.self_supervised import SelfSupervised


class Guess(SelfSupervised):
    """Minimises a number that is drawn at random."""

    def objective(self, batch: Any) -> Tensor:
        return torch.rand(())


def stage(seed: int) -> Guess:
    return Guess(nn.Linear(1, 1), scores={}, facts={}, optimizer=torch.optim.SGD, schedule=Any, seed=seed)  # type: ignore[arg-type]


def validated(guess: Guess) -> float:
    guess.total = {}
    guess.validation_step({"x": torch.zeros(4)}, 0)
    return float(guess.total["validation_loss"][0] / 4)


def test_epochs_are_validated_with_the_same_random_numbers() -> None:
    guess = stage(1)
    assert validated(guess) == validated(guess) != validated(stage(2))


def test_validation_leaves_the_training_s_random_numbers_alone() -> None:
    guess = stage(1)
    torch.manual_seed(0)
    expected = torch.rand(2)
    torch.manual_seed(0)
    first = torch.rand(1)
    validated(guess)
    assert torch.equal(torch.cat([first, torch.rand(1)]), expected)

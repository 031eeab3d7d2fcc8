"""The weights of several tasks, learnt."""

from __future__ import annotations

import math

import pytest
import torch

from scic.backends.components.balance.uncertainty.pytorch import Uncertainty


def test_a_loss_is_divided_by_its_variance() -> None:
    balance = Uncertainty(["kind", "mass"], start=0.0)
    with torch.no_grad():
        balance.log_variance.copy_(torch.tensor([0.5, -1.0]))
    found = balance({"mass": torch.tensor(3.0), "kind": torch.tensor(2.0)})
    assert found.item() == pytest.approx(2 * math.exp(-0.5) + 0.25 + 3 * math.exp(1) - 0.5)


def test_at_the_start_it_is_the_sum() -> None:
    assert Uncertainty(["a", "b"], start=0.0)({"a": torch.tensor(1.0), "b": torch.tensor(4.0)}).item() == 5


def test_every_task_comes_to_count_alike() -> None:
    """At the optimum the variance is twice the loss: losses a thousand times apart then weigh the same."""
    balance = Uncertainty(["small", "large"], start=0.0)
    losses = {"small": torch.tensor(0.05), "large": torch.tensor(50.0)}
    optimizer = torch.optim.Adam(balance.parameters(), lr=0.1)
    for _ in range(400):
        optimizer.zero_grad()
        balance(losses).backward()
        optimizer.step()
    weighed = [
        float(torch.exp(-balance.log_variance[place])) * float(loss) for place, loss in enumerate(losses.values())
    ]
    assert weighed == pytest.approx([0.5, 0.5], rel=0.1)

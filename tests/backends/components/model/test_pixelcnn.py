"""A picture drawn value by value: what comes later changes nothing, and what is drawn is what is likely."""

from __future__ import annotations

from math import log2
from typing import Any

import pytest
import torch

from scic.backends.components.model.pixelcnn.pytorch import Pixelcnn
from scic.backends.components.task.generation.pytorch import Generation
from scic.backends.pytorch.latent_input import LatentInput

SPACE, CHANNELS, LEVELS = (4, 5), 2, 6
FACTS: dict[str, Any] = {"size": list(SPACE), "channels": CHANNELS, "mean": [3.0, 1.0], "std": [2.0, 4.0], "rank": 2}
VALUES = SPACE[0] * SPACE[1] * CHANNELS


@pytest.fixture
def network() -> Pixelcnn:
    torch.manual_seed(0)
    inputs = LatentInput({"size": VALUES}, "latent")
    settings: dict[str, Any] = {"values": (0.0, 10.0), "levels": LEVELS, "width": 8, "blocks": 2}
    return Pixelcnn(inputs, space=SPACE, target=FACTS, **settings).eval()


def test_a_value_knows_those_before_it_and_no_other(network: Pixelcnn) -> None:
    """Through two blocks a change reaches the value to its right and a row below, never back."""
    steps = torch.randint(LEVELS, (1, SPACE[0], SPACE[1] * CHANNELS))
    before = network.scores(steps)
    row, column = 1, 3
    steps[0, row, column] = (steps[0, row, column] + 3) % LEVELS
    changed = (network.scores(steps) != before).any(dim=1)[0]
    assert not changed[:row].any()
    assert not changed[row, : column + 1].any()
    assert changed[row, column + 1]
    assert changed[row + 1 :].any()


def test_the_same_numbers_draw_the_same_picture_of_values_that_exist(network: Pixelcnn) -> None:
    latent = torch.randn(7, VALUES)
    head = Generation(CHANNELS, FACTS, field="photo", finished=True)
    with torch.no_grad():
        pictures = head(network({"latent": latent}))
        again = head(network({"latent": latent[:3]}))
    assert pictures.shape == (7, *SPACE, CHANNELS)
    torch.testing.assert_close(pictures[:3], again)
    steps = pictures / 2
    torch.testing.assert_close(steps, steps.round(), atol=1e-4, rtol=0)
    assert pictures.min() > -1e-4 and pictures.max() < 10 + 1e-4


def test_values_are_drawn_as_often_as_they_are_likely(network: Pixelcnn) -> None:
    with torch.no_grad():
        network.last[-1].bias.copy_(torch.tensor([2.0, 0.0, 1.0, -9.0, -9.0, -9.0]))
        pictures = network({"latent": torch.randn(3000, VALUES)})
        likely = network.scores(torch.zeros(1, 1, SPACE[1] * CHANNELS, dtype=torch.long))[0, :, 0, 0].softmax(0)
    first = ((pictures[:, 0, 0, 0] * 2.0 + 3.0) / 2).round().long()
    drawn = torch.bincount(first, minlength=LEVELS) / len(first)
    torch.testing.assert_close(drawn, likely, atol=0.04, rtol=0)


def test_a_network_that_knows_nothing_pays_for_every_level(network: Pixelcnn) -> None:
    with torch.no_grad():
        network.last[-1].weight.zero_()
        network.last[-1].bias.zero_()
        assert float(network.surprise(torch.rand(5, *SPACE, CHANNELS) * 10)) == pytest.approx(log2(LEVELS), abs=1e-4)


def test_it_learns_that_a_value_repeats(network: Pixelcnn) -> None:
    """Pictures of one value each cost about one guess, at the first of their values."""
    pictures = (2.0 * torch.arange(LEVELS)).repeat(4)[:, None, None, None].expand(-1, *SPACE, CHANNELS)
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-2)
    for _ in range(150):
        optimizer.zero_grad()
        network.surprise(pictures).backward()
        optimizer.step()
    guess = log2(LEVELS) / VALUES
    assert guess - 1e-3 < float(network.surprise(pictures).detach()) < 2 * guess
    assert all(weight.grad is not None for weight in network.parameters())

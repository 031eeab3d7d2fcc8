"""SimCLR: the loss of the paper, gradients where they belong, labels never read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from scic.backends.components.augment.crop.pytorch import Crop
from scic.backends.components.augment.noise.pytorch import Noise
from scic.backends.components.method.simclr.pytorch import Simclr, nt_xent
from scic.backends.pytorch.augmentation import Augmentation

Make = Callable[..., nn.Module]


def simclr(net: nn.Module, usual: dict[str, Any]) -> Simclr:
    noise = Noise({"photo": "image"}, facts=usual["facts"], deviation=0.2)
    views = Augmentation([Crop({"photo": "image"}, padding=0.25), noise], [], [])
    return Simclr(net, views=views, temperature=0.2, projection=5, **usual)


def by_the_book(one: np.ndarray, two: np.ndarray, temperature: float) -> float:
    """Equation 1 of Chen et al. (2020), pair by pair."""
    views = [view / np.linalg.norm(view) for view in (*one, *two)]
    count, losses = len(one), []
    for i, view in enumerate(views):
        partner = (i + count) % (2 * count)
        others = sum(np.exp(view @ views[k] / temperature) for k in range(2 * count) if k != i)
        losses.append(-np.log(np.exp(view @ views[partner] / temperature) / others))
    return float(np.mean(losses))


@pytest.mark.parametrize("temperature", [0.1, 0.5, 2.0])
def test_the_loss_is_that_of_the_paper(temperature: float) -> None:
    random = np.random.default_rng(0)
    one, two = random.normal(size=(2, 7, 4))
    found = nt_xent(torch.from_numpy(one), torch.from_numpy(two), temperature=temperature)
    assert found.item() == pytest.approx(by_the_book(one, two, temperature), rel=1e-5)


def test_views_that_agree_and_differ_from_all_others_cost_nothing() -> None:
    apart = torch.eye(4)
    assert nt_xent(apart, 3 * apart, temperature=0.05).item() < 1e-6
    assert nt_xent(apart, apart.roll(1, 0), temperature=0.05).item() > 5


def test_a_record_alone_has_nothing_to_be_told_from() -> None:
    assert nt_xent(torch.rand(1, 3), torch.rand(1, 3), temperature=0.1).item() == 0


def test_trunk_and_projection_learn_and_the_heads_wait(
    net: Make, usual: dict[str, Any], batch: dict[str, Tensor]
) -> None:
    stage = simclr(net(), usual)
    stage.objective(batch).backward()
    learning = {name for name, parameter in stage.named_parameters() if parameter.grad is not None}
    assert learning == {name for name, _ in stage.named_parameters() if not name.startswith("model.tasks")}
    assert any(name.startswith("project") for name in learning)


def test_no_label_is_read(net: Make, usual: dict[str, Any], batch: dict[str, Tensor]) -> None:
    stage = simclr(net(), usual)
    losses = []
    for records in (batch, {"photo": batch["photo"]}):
        torch.manual_seed(3)
        losses.append(stage.objective(records).item())
    assert losses[0] == losses[1]


def test_a_map_is_averaged_over_its_places(net: Make, usual: dict[str, Any], batch: dict[str, Tensor]) -> None:
    stage = simclr(net(pool=None), usual)
    assert stage.represent(batch).shape == (6, 6)
    assert stage.objective(batch).shape == ()


def test_views_are_told_apart_better_with_every_step(net: Make, usual: dict[str, Any]) -> None:
    torch.manual_seed(0)
    stage = simclr(net(), usual)
    colours = torch.rand(16, 1, 1, 2).expand(16, 8, 8, 2)
    optimizer = torch.optim.Adam(stage.parameters(), lr=3e-2)
    losses = []
    for _ in range(60):
        loss = stage.objective({"photo": colours})
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert np.mean(losses[-10:]) < 0.7 * np.mean(losses[:3])

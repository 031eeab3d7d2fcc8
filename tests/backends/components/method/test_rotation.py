"""Rotation: every picture in every turn, each with its label."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from scic.backends.components.method.rotation.pytorch import Rotation
from scic.backends.components.method.rotation.turns import quarters

Make = Callable[..., nn.Module]


def test_each_turn_has_its_label(net: Make, usual: dict[str, Any], batch: dict[str, Tensor]) -> None:
    turned, turns = Rotation(net(), pictures=["photo"], **usual).turned(batch)
    assert turns.tolist() == [turn for turn in range(4) for _ in range(6)]
    for picture, turn, record in zip(turned["photo"], turns, [*range(6)] * 4, strict=True):
        np.testing.assert_array_equal(picture, np.rot90(batch["photo"][record], int(turn)))
    assert turned["kind"].tolist() == batch["kind"].tolist() * 4


def test_what_is_not_square_stands_on_its_head_or_not() -> None:
    facts = {"flat": {"size": [8, 12]}, "square": {"size": [8, 8]}, "volume": {"size": [4, 8, 8]}}
    assert quarters(facts, ["square"]) == quarters(facts, ["volume"]) == (0, 1, 2, 3)
    assert quarters(facts, ["flat"]) == quarters(facts, ["square", "flat"]) == (0, 2)


def test_a_volume_is_turned_in_its_planes(net: Make, usual: dict[str, Any]) -> None:
    volumes = torch.rand(2, 4, 8, 8, 1)
    turned, _ = Rotation(net(), pictures=["photo"], **usual).turned({"photo": volumes})
    np.testing.assert_array_equal(turned["photo"][2, 1, :, :, 0], np.rot90(volumes[0, 1, :, :, 0]))


def test_trunk_and_head_learn_and_the_tasks_wait(net: Make, usual: dict[str, Any], batch: dict[str, Tensor]) -> None:
    stage = Rotation(net(), pictures=["photo"], **usual)
    stage.objective({"photo": batch["photo"]}).backward()
    learning = {name for name, parameter in stage.named_parameters() if parameter.grad is not None}
    assert learning == {name for name, _ in stage.named_parameters() if not name.startswith("model.tasks")}


def test_the_turn_of_pictures_with_an_up_is_learnt(net: Make, usual: dict[str, Any]) -> None:
    torch.manual_seed(0)
    stage = Rotation(net(), pictures=["photo"], **usual)
    ramp = torch.linspace(0, 1, 8).reshape(1, 8, 1, 1) + 0.1 * torch.rand(32, 8, 8, 2)
    optimizer = torch.optim.Adam(stage.parameters(), lr=1e-2)
    for _ in range(60):
        loss = stage.objective({"photo": ramp})
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert loss.item() < 0.7  # of log(4) = 1.39 by guessing

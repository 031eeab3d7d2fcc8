from __future__ import annotations

import importlib
from typing import Any

import pytest
import torch
from torch import nn

from scic.backends.components.optimizer.adamw.pytorch import adamw
from scic.backends.components.optimizer.sgd.pytorch import sgd
from scic.compiler.catalogue.discovery import load, names


@pytest.mark.parametrize("name", names("optimizer"))
def test_an_optimizer_with_its_defaults_fits_a_line(name: str) -> None:
    torch.manual_seed(0)
    make = getattr(importlib.import_module(f"scic.backends.components.optimizer.{name}.pytorch"), name)
    line = nn.Linear(1, 1)
    optimizer = make(line.parameters(), **load("optimizer", name)().model_dump(exclude={"rates"}))
    x = torch.linspace(-1, 1, 32)[:, None]
    losses = []
    for _ in range(60):
        loss = (line(x) - 3 * x - 1).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]


@pytest.mark.parametrize("name", ["adamw", "sgd"])
def test_weights_decay_and_biases_and_normalisations_do_not(name: str) -> None:
    network = nn.Sequential(nn.Linear(2, 3), nn.LayerNorm(3))
    before = {key: value.clone() for key, value in network.state_dict().items()}
    if name == "adamw":
        optimizer: torch.optim.Optimizer = adamw(network.parameters(), lr=0.1, weight_decay=0.5, betas=(0.9, 0.999))
    else:
        optimizer = sgd(network.parameters(), lr=0.1, momentum=0.0, nesterov=True, weight_decay=0.5)
    for parameter in network.parameters():
        parameter.grad = torch.zeros_like(parameter)
    optimizer.step()
    after = network.state_dict()
    torch.testing.assert_close(after.pop("0.weight"), before["0.weight"] * 0.95)
    assert all(torch.equal(value, before[key]) for key, value in after.items())


def test_groups_keep_their_own_rates() -> None:
    trunk, head = nn.Linear(2, 2), nn.Linear(2, 1)
    groups: list[dict[str, Any]] = [{"params": trunk.parameters(), "lr": 1e-4}, {"params": head.parameters()}]
    optimizer = adamw(groups, lr=1e-2, weight_decay=0.1, betas=(0.9, 0.999))
    rates = {id(each): group["lr"] for group in optimizer.param_groups for each in group["params"]}
    assert {rates[id(each)] for each in trunk.parameters()} == {1e-4}
    assert {rates[id(each)] for each in head.parameters()} == {1e-2}

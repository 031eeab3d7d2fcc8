from __future__ import annotations

import importlib
from typing import Any

import pytest
import torch
from torch import nn

from scic.compiler.catalogue.discovery import load, names


def rates(name: str, steps: int, **settings: Any) -> list[float]:
    """The learning rate at each step of a training whose full rate is 1."""
    make = getattr(importlib.import_module(f"scic.backends.components.schedule.{name}.pytorch"), name)
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = make(optimizer, steps, **load("schedule", name)(**settings).model_dump())
    found = []
    for _ in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return found


@pytest.mark.parametrize("name", names("schedule"))
@pytest.mark.parametrize("steps", [1, 2, 100])
def test_rates_stay_between_nothing_and_the_full_rate(name: str, steps: int) -> None:
    found = rates(name, steps)
    assert all(0 < rate <= 1 for rate in found)


@pytest.mark.parametrize("name", ["cosine", "linear_decay"])
def test_a_rate_warms_up_and_falls_to_its_end(name: str) -> None:
    found = rates(name, 101, warmup=0.1, final=0.2)
    assert found[:11] == sorted(found[:11]) and found[0] < 0.1
    assert found[10] == 1.0
    assert found[10:] == sorted(found[10:], reverse=True)
    assert found[-1] == pytest.approx(0.2, abs=0.01)


def test_cosine_is_half_way_down_in_the_middle() -> None:
    assert rates("cosine", 100, warmup=0.0)[50] == pytest.approx(0.5)


def test_a_constant_rate_stays() -> None:
    assert set(rates("constant", 20)) == {1.0}


def test_steps_fall_at_their_milestones() -> None:
    found = rates("step", 100, milestones=(0.5, 0.75), factor=0.1)
    assert (found[49], found[50], found[74]) == pytest.approx((1.0, 0.1, 0.1))
    assert found[75] == found[99] == pytest.approx(0.01)


def test_one_cycle_rises_then_falls_to_nothing() -> None:
    found = rates("one_cycle", 100, rise=0.3, start=0.1)
    assert found[0] == pytest.approx(0.1)
    assert found.index(max(found)) == 30 and found[30] == 1.0
    assert found[-1] < 0.01


def test_groups_keep_the_proportion_of_their_rates() -> None:
    module = importlib.import_module("scic.backends.components.schedule.cosine.pytorch")
    groups = [
        {"params": [nn.Parameter(torch.zeros(1))], "lr": 0.1},
        {"params": [nn.Parameter(torch.zeros(1))], "lr": 1.0},
    ]
    optimizer = torch.optim.SGD(groups)
    schedule = module.cosine(optimizer, 10, warmup=0.0, final=0.0)
    for _ in range(4):
        optimizer.step()
        schedule.step()
    first, second = (group["lr"] for group in optimizer.param_groups)
    assert second == pytest.approx(10 * first) and second < 1

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pytest
import torch
from equivalence import settings_of

from scic.compiler.catalogue.discovery import load, names

CASES: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in names("schedule")),
    ("cosine", {"warmup": 0.25, "final": 0.1}),
    ("linear_decay", {"warmup": 0.5, "final": 0.2}),
    ("step", {"warmup": 0.1, "milestones": (), "factor": 0.5}),
    ("one_cycle", {"rise": 0.0}),
]


@pytest.mark.parametrize("steps", [1, 2, 40])
@pytest.mark.parametrize(("name", "settings"), CASES)
def test_the_rate_of_every_step_is_that_of_pytorch(name: str, settings: dict[str, Any], steps: int) -> None:
    makers = [
        getattr(importlib.import_module(f"scic.backends.components.schedule.{name}.{framework}"), name)
        for framework in ("pytorch", "keras")
    ]
    chosen = settings_of(load("schedule", name)(**settings))
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.3)
    original = makers[0](optimizer, steps, **chosen)
    schedule = makers[1](0.3, steps, **chosen)
    for number in range(steps):
        rate = optimizer.param_groups[0]["lr"]
        assert float(schedule(np.int32(number))) == pytest.approx(rate, rel=1e-5, abs=1e-7), number
        optimizer.step()
        original.step()

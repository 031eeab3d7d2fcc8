"""One gradient for two networks: each learns from its own term alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from scic.backends.components.method.gan.pytorch import Gan
from scic.backends.components.model.dcgan.pytorch import Dcgan
from scic.backends.components.task.generation.pytorch import Generation
from scic.backends.pytorch.latent_input import LatentInput

FACTS: dict[str, Any] = {"size": [8, 8], "channels": 1, "mean": [3.0], "std": [2.0], "rank": 2}


class Net(nn.Module):
    """A generator under its head."""

    inputs = ("latent",)

    def __init__(self) -> None:
        super().__init__()
        self.trunk = Dcgan(LatentInput({"size": 5}, "latent"), latent=5, width=4, space=(8, 8))
        self.tasks = nn.ModuleDict({"generation": Generation(4, FACTS, field="photo")})

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        return {"generation": self.tasks["generation"](self.trunk(batch))}


@pytest.fixture
def stage(tmp_path: Path) -> Gan:
    usual: dict[str, Any] = {"scores": {}, "facts": {}, "optimizer": None, "schedule": None, "seed": 1}
    return Gan(Net(), objective="logistic", width=4, dropout=0.0, figures=tmp_path, epochs=3, **usual)


def moved(network: nn.Module) -> bool:
    return any(weight.grad is not None and bool(weight.grad.any()) for weight in network.parameters())


@pytest.mark.parametrize("silent", ["judge", "please"])
def test_each_learns_from_its_own_term(stage: Gan, silent: str) -> None:
    setattr(stage, silent, lambda *verdicts: verdicts[-1].sum() * 0)
    stage.objective({"photo": torch.randn(6, 8, 8, 1)}).backward()
    assert moved(stage.critic) == (silent == "please")
    assert moved(stage.model) == (silent == "judge")


def test_new_vectors_at_every_step_and_the_same_ones_to_watch(stage: Gan) -> None:
    assert not torch.equal(stage.sample(3), stage.sample(3))
    assert stage.vectors.shape == (10, 5)
    assert list(stage.moments) == [0, 1, 2]
    assert stage.growth.shape == (3, 10, 8, 8, 1)

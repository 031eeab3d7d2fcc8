"""A small network for pictures, as `model.py` of a project has it, and what a stage is made from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from scic.backends.components.field.image.pytorch import ImageInput
from scic.backends.components.loss.cross_entropy.pytorch import cross_entropy
from scic.backends.components.model.cnn.pytorch import Cnn
from scic.backends.components.optimizer.adamw.pytorch import adamw
from scic.backends.components.schedule.cosine.pytorch import cosine
from scic.backends.components.task.classification import shared as scores
from scic.backends.components.task.classification.pytorch import Classification

KIND = {"classes": ["no", "yes"], "counts": [30, 18]}
FACTS: dict[str, Any] = {
    "kind": KIND,
    "photo": {"size": [8, 8], "channels": 2, "mean": [0.5, 0.4], "std": [0.2, 0.4], "rank": 2},
}


class Net(nn.Module):
    """A convolutional trunk under a head."""

    def __init__(self, pool: str | None = "mean") -> None:
        super().__init__()
        image = ImageInput(FACTS["photo"], "photo")
        self.trunk = Cnn(image, widths=(4, 6), convolutions=1, normalization="batch", dropout=0.0, pool=pool)
        losses = [(1.0, partial(cross_entropy, label_smoothing=0.0))]
        task = Classification(6, KIND, field="kind", losses=losses, class_weights=None)
        self.tasks = nn.ModuleDict({"kind": task})

    @property
    def size(self) -> int:
        return self.trunk.size

    @property
    def trunks(self) -> dict[str, nn.Module]:
        return {"cnn": self.trunk}

    @property
    def layers(self) -> dict[str, nn.Module]:
        return self.trunk.layers

    def features(self, batch: dict[str, Tensor]) -> Tensor:
        return self.trunk(batch)

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        return {name: task(self.features(batch)) for name, task in self.tasks.items()}

    def losses(self, outputs: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
        return {name: task.loss(outputs[name], batch) for name, task in self.tasks.items()}


@pytest.fixture
def net() -> Callable[..., Net]:
    """Makes a network."""
    return Net


@pytest.fixture
def usual() -> dict[str, Any]:
    """What every stage is given beside its own settings."""
    return {
        "scores": {"kind": (scores, "kind")},
        "facts": FACTS,
        "optimizer": partial(adamw, lr=1e-2, weight_decay=1e-2, betas=(0.9, 0.999)),
        "schedule": partial(cosine, warmup=0.1, final=0.0),
        "seed": 1,
    }


@pytest.fixture
def batch() -> dict[str, Tensor]:
    """Six records with two pictures' worth of channels."""
    torch.manual_seed(0)
    return {"photo": torch.rand(6, 8, 8, 2), "kind": torch.tensor([0, 1, 0, 1, -1, -1])}

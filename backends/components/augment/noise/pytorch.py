"""Random noise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from scic.backends.pytorch.spatial import moved


class Noise(nn.Module):
    """Adds Gaussian noise to images, `deviation` times as wide as each channel of the training images. Masks stay."""

    def __init__(self, fields: Mapping[str, str], *, facts: Mapping[str, Any], deviation: float) -> None:
        super().__init__()
        self.fields = {name: kind for name, kind in fields.items() if kind == "image"}
        self.widths = {name: [deviation * spread for spread in facts[name]["std"]] for name in self.fields}

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The batch with noise on its images."""
        noisy = dict(batch)
        for name, value in moved(batch, self.fields).items():
            noisy[name] = value + torch.randn_like(value) * value.new_tensor(self.widths[name])
        return noisy

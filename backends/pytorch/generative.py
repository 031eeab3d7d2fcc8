"""Stages that learn to make pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from scic.backends.pytorch.stage import Batch, Stage
from scic.backends.shared.growth import SHOWN, draw_growth, moments


class Generative(Stage):
    """A training process whose network makes pictures of random vectors, and is watched by its samples.

    The last epoch's weights are handed on: no loss says which epoch was the best. The same few random vectors become
    pictures at some epochs, evenly through the training, and are drawn into the folder of `figures`.
    """

    best = False
    growth: Tensor
    vectors: Tensor

    def __init__(self, model: nn.Module, *, figures: Path, epochs: int, **stage: Any) -> None:
        super().__init__(model, **stage)
        self.figures = figures
        self.moments: Sequence[int] = moments(epochs)
        ((self.name, self.task),) = self.model.tasks.items()
        (self.latent,) = self.model.inputs
        space, channels = self.model.trunk.space, self.task.channels
        random = torch.Generator().manual_seed(self.seed)
        self.register_buffer("vectors", torch.randn(SHOWN, self.model.trunk.inputs.size, generator=random))
        self.register_buffer("growth", torch.zeros(len(self.moments), SHOWN, *space, channels))

    def sample(self, count: int) -> Tensor:
        """Pictures (count, *space, C) of vectors that are drawn anew."""
        latent = torch.randn(count, self.vectors.shape[1], device=self.device)
        pictures: Tensor = self.model({self.latent: latent})[self.name]
        return pictures

    def validation_step(self, batch: Batch, index: int) -> None:
        """Make as many pictures as there are true ones, and keep what the metrics need."""
        self.keep(self.model(batch), batch)

    def on_validation_epoch_end(self) -> None:
        """Log the metrics; the first of them stands for the loss, which says nothing here."""
        found = self.scored()
        self.log("validation_loss", next(iter(found.values())))
        for name, value in found.items():
            self.log(name, value)

    def on_train_epoch_end(self) -> None:
        """Log the mean of the objective, and draw what has become of the vectors."""
        super().on_train_epoch_end()
        if self.current_epoch in self.moments:
            self.model.eval()
            with torch.no_grad():
                pictures = self.model({self.latent: self.vectors})[self.name]
            self.model.train()
            reached = list(self.moments).index(self.current_epoch)
            self.growth[reached] = pictures
            if self.trainer.is_global_zero:
                draw_growth(self.growth[: reached + 1].cpu().numpy(), self.moments[: reached + 1], self.figures)

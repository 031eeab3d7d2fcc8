"""Stages that learn to make pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops

from scic.backends.keras.stage import Stage
from scic.backends.keras.tensor import Batch, Tensor
from scic.backends.shared.growth import SHOWN, draw_growth, moments
from scic.backends.shared.scoring import Statistics


class Generative(Stage):
    """A training process whose network makes pictures of random vectors, and is watched by its samples.

    The last epoch's weights are handed on: no loss says which epoch was the best. The same few random vectors become
    pictures at some epochs, evenly through the training, and are drawn into the folder of `figures`.
    """

    best = False

    def __init__(self, model: keras.Model, *, figures: Path, epochs: int, **stage: Any) -> None:
        super().__init__(model, **stage)
        self.figures = figures
        self.moments: Sequence[int] = moments(epochs)
        (self.task,) = self.model.tasks.values()
        (self.latent,) = self.model.inputs
        size, space = self.model.trunk.inputs.size, self.model.trunk.space
        self.draws = keras.random.SeedGenerator()
        self.vectors = np.random.default_rng(self.seed).standard_normal((SHOWN, size)).astype(np.float32)
        shape = (len(self.moments), SHOWN, *space, self.task.channels)
        self.growth = keras.Variable(np.zeros(shape, np.float32), trainable=False, name="growth")

    def sample(self, count: Any, training: bool | None) -> Tensor:
        """Pictures (count, *space, C) of vectors that are drawn anew."""
        latent = keras.random.normal((count, self.vectors.shape[1]), seed=self.draws)
        (pictures,) = self.model({self.latent: latent}, training=training).values()
        return pictures

    def validate(self, batches: Iterable[Batch]) -> dict[str, float]:
        """The metrics of as many pictures as there are true ones; the first stands for the loss, which says nothing."""
        seen: dict[str, list[Statistics]] = {task: [] for task in self.scores}
        for batch in batches:
            self.keep(seen, self.model.predict_on_batch({self.latent: batch[self.latent]}), batch)
        found = self.scored(seen)
        return {"validation_loss": next(iter(found.values()))} | found

    def watch(self, epoch: int) -> None:
        """Draw what has become of the vectors."""
        if epoch in self.moments:
            (pictures,) = self.model.predict_on_batch({self.latent: self.vectors}).values()
            reached = list(self.moments).index(epoch)
            growth = np.array(ops.convert_to_numpy(self.growth))
            growth[reached] = pictures
            self.growth.assign(growth)
            draw_growth(growth[: reached + 1], self.moments[: reached + 1], self.figures)

"""Noise2Self: learn to denoise from noisy pictures alone, by predicting hidden pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

from scic.backends.keras.self_supervised import SelfSupervised
from scic.backends.keras.tensor import Batch, Tensor


class Noise2self(SelfSupervised):
    """One step: hide the pixels of a grid, and predict what was measured there (Batson & Royer 2019).

    `pictures` are the fields whose pixels are hidden, all at the same places. Since a hidden pixel has no part in its
    own prediction, and the noise of its neighbours says nothing of its own, the loss is least for the picture without
    noise (their proposition 1).
    """

    def __init__(self, model: keras.Model, *, pictures: Sequence[str], grid: int, **stage: Any) -> None:
        super().__init__(model, **stage)
        self.pictures = tuple(pictures)
        self.grid = grid
        self.places = keras.random.SeedGenerator()

    def objective(self, batch: Batch, training: bool | None) -> Tensor:
        """How far the predictions of hidden pixels are from the measurements."""
        batch = self.augment.change(batch)
        hidden = dict(batch)
        where = hidden_places(batch[self.pictures[0]], self.grid, self.places)
        for name in self.pictures:
            hidden[name] = ops.where(where, neighbours(batch[name]), batch[name])
        outputs = self.model(hidden, training=training)
        return sum(
            self.model.shares[name] * task.distance(outputs[name], batch, where)
            for name, task in self.model.tasks.items()
        )


def hidden_places(pictures: Tensor, grid: int, seed: keras.random.SeedGenerator) -> Tensor:
    """One pixel in `grid` along each axis, beginning at a random place: true where it is hidden, (*space, 1)."""
    space = pictures.shape[1:-1]
    first = keras.random.randint((len(space),), 0, grid, seed=seed)
    where = ops.ones((), dtype="bool")
    for axis, length in enumerate(space):
        chosen = ops.equal(ops.arange(length, dtype="int32") % grid, ops.cast(first[axis], "int32"))
        where = ops.logical_and(ops.expand_dims(where, -1), chosen)
    return ops.expand_dims(where, -1)


def neighbours(pictures: Tensor) -> Tensor:
    """The mean of the pixels around each pixel (B, *space, C), the nearer ones counting twice for each axis shared.

    A pixel has no part in its own mean; the border is mirrored.
    """
    rank = len(pictures.shape) - 2
    blurred = pictures
    for axis in range(1, rank + 1):
        length = pictures.shape[axis]
        before = ops.take(blurred, [1, *range(length - 1)], axis=axis)
        after = ops.take(blurred, [*range(1, length), length - 2], axis=axis)
        blurred = before + 2 * blurred + after
    itself, everything = 2**rank, 4**rank
    return (blurred - itself * pictures) / (everything - itself)

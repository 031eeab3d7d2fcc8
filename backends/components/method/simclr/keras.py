"""SimCLR: learn features without labels, by telling records apart."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import layers, ops

from scic.backends.keras.augmentation import Augmentation
from scic.backends.keras.initialization import rectified, uniform
from scic.backends.keras.pooling import as_vectors
from scic.backends.keras.self_supervised import SelfSupervised
from scic.backends.keras.tensor import Batch, Tensor


class Simclr(SelfSupervised):
    """One step: make two views of each record, and pull them together among those of all others (Chen et al. 2020).

    The loss reads a projection of the features, which stays behind: what it throws away, such as the place of an
    object, the features keep.
    """

    def __init__(
        self, model: keras.Model, *, views: Augmentation, temperature: float, projection: int, **stage: Any
    ) -> None:
        super().__init__(model, **stage)
        self.views, self.temperature = views, temperature
        size = model.size
        hidden = layers.Dense(size, activation="relu", kernel_initializer=rectified(), name="hidden")
        given = layers.Dense(projection, kernel_initializer=uniform(size), name="given")
        self.project = keras.Sequential([hidden, given], name="project")
        self.project.build((None, size))

    def objective(self, batch: Batch, training: bool | None) -> Tensor:
        """The contrastive loss of a batch."""
        batch = self.augment.change(batch)
        one, two = (self.project(self.represent(self.views.change(batch), training)) for _ in range(2))
        return nt_xent(one, two, temperature=self.temperature)

    def represent(self, batch: Batch, training: bool | None) -> Tensor:
        """The features of a batch, a vector a record (B, size)."""
        return as_vectors(self.model.features(batch, training))


def nt_xent(one: Tensor, two: Tensor, *, temperature: float) -> Tensor:
    """How badly each of two views (B, D) is found by the other among the views of all records.

    The cosines of all pairs, divided by `temperature`, are the logits of a choice: of the 2B - 1 other views the
    right one is that of the same record (Chen et al. 2020, equation 1).
    """
    one, two = (ops.normalize(ops.cast(view, "float32"), axis=-1) for view in (one, two))
    views = ops.concatenate([one, two])
    itself = ops.eye(ops.shape(views)[0], dtype="bool")
    others = ops.where(itself, -np.inf, ops.matmul(views, ops.transpose(views)) / temperature)
    partner = ops.tile(ops.sum(one * two, axis=-1) / temperature, 2)
    return ops.mean(ops.logsumexp(others, axis=-1) - partner)

"""Rotation prediction: learn features without labels, by telling how a picture is turned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
from keras import layers, ops

from scic.backends.components.method.rotation.turns import quarters
from scic.backends.keras.initialization import uniform
from scic.backends.keras.likelihood import class_surprise
from scic.backends.keras.pooling import as_vectors
from scic.backends.keras.self_supervised import SelfSupervised
from scic.backends.keras.tensor import Batch, Tensor


class Rotation(SelfSupervised):
    """One step: show every picture in all its turns, and ask for each which one it is (Gidaris et al. 2018).

    `pictures` are the fields that are turned, all of a record alike. The head that answers stays behind.
    """

    def __init__(self, model: keras.Model, *, pictures: Sequence[str], **stage: Any) -> None:
        super().__init__(model, **stage)
        self.pictures = tuple(pictures)
        self.quarters = quarters(self.facts, pictures)
        self.head = layers.Dense(len(self.quarters), kernel_initializer=uniform(model.size), name="head")
        self.head.build((None, model.size))

    def objective(self, batch: Batch, training: bool | None) -> Tensor:
        """The cross entropy of the turns of a batch."""
        turned, turns = self.turned(self.augment.change(batch))
        logits = ops.cast(self.head(as_vectors(self.model.features(turned, training))), "float32")
        return ops.mean(class_surprise(logits, turns))

    def turned(self, batch: Batch) -> tuple[Batch, Tensor]:
        """The batch once for every turn, one after the other, and which turn each record has."""
        turned = {name: ops.concatenate([value] * len(self.quarters)) for name, value in batch.items()}
        for name in self.pictures:
            picture = ops.convert_to_tensor(batch[name])
            # channels are last; a volume is turned about its first axis
            plane = (len(picture.shape) - 3, len(picture.shape) - 2)
            turned[name] = ops.concatenate([ops.rot90(picture, quarter, plane) for quarter in self.quarters])
        turns = ops.arange(len(self.quarters))
        return turned, ops.repeat(turns, ops.shape(batch[self.pictures[0]])[0])

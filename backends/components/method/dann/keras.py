"""Domain-adversarial training: features from which nobody can tell source from target."""

from __future__ import annotations

from typing import Any

import keras
from keras import layers, ops

from scic.backends.components.method.dann.reversal import reversal
from scic.backends.keras.adaptation import Adaptation
from scic.backends.keras.initialization import rectified, uniform
from scic.backends.keras.tensor import Tensor


class Dann(Adaptation):
    """One step: learn the tasks on the source, and let a classifier of domains teach the features to mislead it.

    The classifier follows its own gradient; below it the gradient is reversed, and weighed by a factor that rises
    over the epochs (Ganin et al. 2016, algorithm 1). The classifier stays behind.
    """

    def __init__(
        self, model: keras.Model, *, hidden: int, strength: float, ramp: float, epochs: int, **stage: Any
    ) -> None:
        super().__init__(model, **stage)
        self.strength, self.ramp, self.epochs = strength, ramp, epochs
        between = layers.Dense(hidden, activation="relu", kernel_initializer=rectified(), name="hidden")
        answer = layers.Dense(1, kernel_initializer=uniform(hidden), name="answer")
        self.domain = keras.Sequential([between, answer], name="domain")
        self.domain.build((None, model.size))
        # a variable, so that what is compiled once sees it rise
        self.factor = keras.Variable(0.0, trainable=False, name="reversal")

    def reseed(self, epoch: int) -> None:
        """Draw an epoch's random numbers, and set its factor."""
        super().reseed(epoch)
        self.factor.assign(reversal(epoch, self.epochs, strength=self.strength, ramp=self.ramp))

    def distance(self, source: Tensor, target: Tensor) -> Tensor:
        """The cross entropy of the classifier of domains, whose gradient is reversed below it."""
        features = reversed_gradient(ops.concatenate([source, target]), self.factor)
        logits = ops.cast(self.domain(features), "float32")
        count = ops.shape(source)[0]
        # each domain counts alike, however many records its batch has
        ours, theirs = ops.softplus(logits[:count]), ops.softplus(-logits[count:])
        return (ops.mean(ours) + ops.mean(theirs)) / 2


def reversed_gradient(features: Tensor, factor: Any) -> Tensor:
    """The features, through which a gradient passes turned round and multiplied by `factor`."""
    turned = ops.cast(factor, features.dtype) * features
    return ops.stop_gradient(features + turned) - turned

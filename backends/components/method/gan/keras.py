"""A generative adversarial network: a generator and a critic, each the other's teacher."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
from keras import layers, ops

from scic.backends.keras.dense import dense
from scic.backends.keras.generative import Generative
from scic.backends.keras.initialization import uniform
from scic.backends.keras.tensor import Batch, Tensor
from scic.backends.shared.grids import halved

SLOPE = 0.2
"""Of the critic's rectifiers, below zero."""


class Gan(Generative):
    """One step: the critic learns to tell true pictures from made ones, the generator to be taken for true.

    Both steps of Goodfellow et al. 2014, algorithm 1, are taken at once, along the gradient of one sum: in the first
    term the made pictures, in the second the critic's weights count as constants.
    """

    def __init__(
        self,
        model: keras.Model,
        *,
        objective: str,
        width: int,
        dropout: float,
        figures: Path,
        epochs: int,
        **stage: Any,
    ) -> None:
        super().__init__(model, figures=figures, epochs=epochs, **stage)
        self.judge, self.please = OBJECTIVES[objective]
        self.critic = critic(self.task.channels, self.model.trunk.space, width=width, dropout=dropout)

    def objective(self, batch: Batch, training: bool | None) -> Tensor:
        """The critic's loss, and the generator's."""
        real = self.task.standardised(self.task.real(self.augment.change(batch)))
        made = self.task.standardised(self.sample(ops.shape(real)[0], training))
        learnt = self.judge(
            self.critic(real, training=training), self.critic(ops.stop_gradient(made), training=training)
        )
        constant = [ops.stop_gradient(weight.value) for weight in self.critic.trainable_variables]
        others = [variable.value for variable in self.critic.non_trainable_variables]
        verdict, _ = self.critic.stateless_call(constant, others, made, training=training)
        return learnt + self.please(verdict)


def critic(channels: int, space: tuple[int, ...], *, width: int, dropout: float) -> keras.Sequential:
    """How true a picture (B, height, width, C) looks, one number each (B, 1), by convolutions that halve the grid."""

    def convolution(name: str, given: int, width: int, strides: int) -> keras.layers.Layer:
        start = uniform(given * 9)
        return layers.Conv2D(
            width,
            kernel_size=3,
            strides=strides,
            padding="same",
            kernel_initializer=start,
            bias_initializer=start,
            name=name,
        )

    grids = halved(space)
    stack = [convolution("convolution0", channels, width, 1), layers.LeakyReLU(SLOPE)]
    for number, _ in enumerate(grids[1:], start=1):
        stack += [layers.Dropout(dropout), convolution(f"convolution{number}", width, 2 * width, 2)]
        stack += [layers.LeakyReLU(SLOPE)]
        width *= 2
    verdict = dense(width * grids[-1][0] * grids[-1][1], 1, "verdict")
    judging = keras.Sequential([*stack, layers.Flatten(), layers.Dropout(dropout), verdict], name="critic")
    judging.build((None, *space, channels))
    return judging


def judge_logistic(real: Tensor, made: Tensor) -> Tensor:
    """The cross-entropy of telling the two apart (Goodfellow et al. 2014, equation 1)."""
    return ops.mean(ops.softplus(-real)) + ops.mean(ops.softplus(made))


def please_logistic(made: Tensor) -> Tensor:
    """The cross-entropy of being taken for true, which has a slope where the critic is sure (section 3 there)."""
    return ops.mean(ops.softplus(-made))


def judge_hinge(real: Tensor, made: Tensor) -> Tensor:
    """As far apart as a margin of 1 on both sides (Lim & Ye 2017)."""
    return ops.mean(ops.relu(1 - real)) + ops.mean(ops.relu(1 + made))


def please_hinge(made: Tensor) -> Tensor:
    """As true as can be."""
    return -ops.mean(made)


OBJECTIVES = {"logistic": (judge_logistic, please_logistic), "hinge": (judge_hinge, please_hinge)}
"""What the critic and the generator minimise."""

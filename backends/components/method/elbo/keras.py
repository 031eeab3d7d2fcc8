"""The evidence lower bound: learn from random draws of the latents, and keep those near the prior."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from scic.backends.keras.stage import Stage
from scic.backends.keras.tensor import Batch, Tensor
from scic.backends.shared.ramp import straight_rise


class Elbo(Stage):
    """One step: draw latents, decode them, compare with the record (Kingma and Welling 2014).

    The divergence of the latents from a standard normal is added, times a weight that rises to `beta`.
    """

    def __init__(self, model: keras.Model, *, beta: float, warmup: float, epochs: int, **stage: Any) -> None:
        super().__init__(model, **stage)
        self.beta, self.warmup, self.epochs = beta, warmup, epochs
        # a variable, so that what is compiled once sees it rise
        self.counts = keras.Variable(0.0, trainable=False, name="counts")
        self.draws = keras.random.SeedGenerator(self.seed)

    def reseed(self, epoch: int) -> None:
        """Draw an epoch's random numbers, and set the weight of the divergence."""
        super().reseed(epoch)
        self.counts.assign(self.beta * straight_rise(epoch, self.epochs, ramp=self.warmup))

    def objective(self, batch: Batch, training: bool | None) -> Tensor:
        """The negative bound of a batch, the mean over its records."""
        model = self.learner
        mean, log_variance = model.trunk.posterior(model.trunk.inputs(batch), training)
        noise = keras.random.normal(ops.shape(mean), dtype=mean.dtype, seed=self.draws)
        latents = mean + noise * ops.exp(log_variance / 2)
        surprise = self.join(model.losses(model.heads(model.trunk.decode(latents, training)), batch))
        return surprise + self.counts * ops.mean(divergence(mean, log_variance))


def divergence(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Kullback-Leibler divergence of normal latents (B, latent) from standard normal ones, in nats: (B,)."""
    return 0.5 * ops.sum(ops.square(mean) + ops.exp(log_variance) - 1 - log_variance, axis=1)

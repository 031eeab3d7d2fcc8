"""The evidence lower bound: learn from random draws of the latents, and keep those near the prior."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from scic.backends.pytorch.stage import Batch, Stage
from scic.backends.shared.ramp import straight_rise


class Elbo(Stage):
    """One step: draw latents, decode them, compare with the record (Kingma and Welling 2014).

    The divergence of the latents from a standard normal is added, times a weight that rises to `beta`.
    """

    def __init__(self, model: Any, *, beta: float, warmup: float, epochs: int, **stage: Any) -> None:
        super().__init__(model, **stage)
        self.beta, self.warmup, self.epochs = beta, warmup, epochs

    def objective(self, batch: Batch) -> Tensor:
        """The negative bound of a batch, the mean over its records."""
        model = self.learner
        mean, log_variance = model.trunk.posterior(model.trunk.inputs(batch))
        latents = mean + torch.randn_like(mean) * (log_variance / 2).exp()
        surprise = self.join(model.losses(model.heads(model.trunk.decode(latents)), batch))
        rise = straight_rise(self.current_epoch, self.epochs, ramp=self.warmup)
        return surprise + self.beta * rise * divergence(mean, log_variance).mean()


def divergence(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Kullback-Leibler divergence of normal latents (B, latent) from standard normal ones, in nats: (B,)."""
    return 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum(dim=1)

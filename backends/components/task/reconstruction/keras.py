"""Reconstruction: head, likelihood and decoding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
import numpy as np
from keras import ops

from scic.backends.keras.dense import dense
from scic.backends.keras.tensor import Batch, Tensor


class Reconstruction(keras.layers.Layer):
    """Makes profiles of what a decoder gives, (B, size), whose first `latent` numbers are the latents.

    What it gives is the latents and, behind them, the expected value of each gene in the units of the data.
    """

    def __init__(
        self, size: int, facts: Mapping[str, Any], *, field: str, latent: int, likelihood: keras.layers.Layer
    ) -> None:
        # values and losses keep full precision, whatever precision the network has
        super().__init__(dtype="float32")
        self.field, self.latent = field, latent
        self.head = dense(size, len(facts["genes"]), "head", dtype="float32")
        with keras.name_scope(self.name):
            self.head.build((None, size))
        self.likelihood = likelihood
        self.built = True

    def call(self, representation: Tensor) -> Tensor:
        """Latents and expected values, (B, latent + genes)."""
        expected = self.likelihood(self.head(representation))
        return ops.concatenate([representation[:, : self.latent], expected], axis=1)

    def loss(self, output: Tensor, batch: Batch) -> Tensor:
        """The surprise of the records in nats, summed over the genes, the mean over a batch."""
        surprise = self.likelihood.surprise(output[:, self.latent :], batch[self.field])
        return ops.mean(ops.sum(surprise, axis=1))

    def decode(self, output: Tensor) -> dict[str, np.ndarray]:
        """The `latents` (B, latent) and the expected `values` (B, genes)."""
        numbers = ops.convert_to_numpy(output)
        return {"latents": numbers[:, : self.latent], "values": numbers[:, self.latent :]}

    def truth(self, batch: Batch) -> np.ndarray:
        """What `decode` is to be compared with: values (B, genes)."""
        truth: np.ndarray = ops.convert_to_numpy(batch[self.field])
        return truth

    def explained(self, output: Tensor) -> Tensor:
        """The first latent of each record, (B,)."""
        return output[:, 0]

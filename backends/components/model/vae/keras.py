"""A variational autoencoder."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import keras
from keras import layers, ops

from scic.backends.keras.dense import dense
from scic.backends.keras.encoder import Encoder
from scic.backends.keras.normalization import layer_normalization
from scic.backends.keras.tensor import Tensor
from scic.backends.keras.trunk import Publish, Trunk


class Vae(Trunk):
    """Encodes profiles (B, genes) as latents and decodes them: gives both side by side, (B, size), the latents first.

    What it gives is decoded from the mean of the latents; a method that learns from draws asks for `posterior` and
    `decode` (Kingma and Welling 2014).
    """

    def __init__(
        self, inputs: Encoder, *, latent: int, hidden: Sequence[int], dropout: float, input_dropout: float
    ) -> None:
        super().__init__(inputs)
        self.latent = latent
        self.size = latent + hidden[0]
        encoding = _blocks([inputs.size, *hidden], dropout)
        self.encoder = keras.Sequential([layers.Dropout(input_dropout), *encoding], name="encoder")
        self.mean, self.log_variance = (dense(hidden[-1], latent, name) for name in ("mean", "log_variance"))
        self.decoder = keras.Sequential(_blocks([latent, *reversed(hidden)], dropout), name="decoder")
        with keras.name_scope(self.name):
            self.encoder.build((None, inputs.size))
            self.mean.build((None, hidden[-1]))
            self.log_variance.build((None, hidden[-1]))
            self.decoder.build((None, latent))

    def posterior(self, encoded: Tensor, training: bool | None = None) -> tuple[Tensor, Tensor]:
        """The mean and the log variance of each latent, (B, latent)."""
        hidden = self.encoder(encoded, training=training)
        return self.mean(hidden), ops.clip(self.log_variance(hidden), -8, 8)

    def decode(self, latents: Tensor, training: bool | None = None) -> Tensor:
        """Latents (B, latent) and what the decoder makes of them: (B, size)."""
        return ops.concatenate([latents, self.decoder(latents, training=training)], axis=1)

    def compute(self, encoded: Tensor, publish: Publish, training: bool | None) -> Tensor:
        """The representation of an encoded input."""
        hidden = publish("encoder", self.encoder(encoded, training=training))
        latents = publish("latent", self.mean(hidden))
        decoded = publish("decoder", self.decoder(latents, training=training))
        return ops.concatenate([latents, decoded], axis=1)


def _blocks(widths: Sequence[int], dropout: float) -> list[layers.Layer]:
    """Fully connected layers from each width to the next."""
    return [
        part
        for number, (before, width) in enumerate(pairwise(widths))
        for part in (
            dense(before, width, f"dense_{number}"),
            layer_normalization(f"normalization_{number}"),
            layers.Activation("gelu"),
            layers.Dropout(dropout),
        )
    ]

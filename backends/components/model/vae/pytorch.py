"""A variational autoencoder."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn

from scic.backends.pytorch.encoder import Encoder


class Vae(nn.Module):
    """Encodes profiles (B, genes) as latents and decodes them: gives both side by side, (B, size), the latents first.

    What it gives is decoded from the mean of the latents; a method that learns from draws asks for `posterior` and
    `decode` (Kingma and Welling 2014).
    """

    def __init__(
        self, inputs: Encoder, *, latent: int, hidden: Sequence[int], dropout: float, input_dropout: float
    ) -> None:
        super().__init__()
        self.inputs = inputs
        self.latent = latent
        self.size = latent + hidden[0]
        self.encoder = nn.Sequential(nn.Dropout(input_dropout), *_blocks([inputs.size, *hidden], dropout))
        self.mean = nn.Linear(hidden[-1], latent)
        self.log_variance = nn.Linear(hidden[-1], latent)
        self.decoder = nn.Sequential(*_blocks([latent, *reversed(hidden)], dropout))

    @property
    def layers(self) -> dict[str, nn.Module]:
        """The layers that an explanation may look at, in order."""
        return {"encoder": self.encoder, "latent": self.mean, "decoder": self.decoder}

    def posterior(self, encoded: Tensor) -> tuple[Tensor, Tensor]:
        """The mean and the log variance of each latent, (B, latent)."""
        hidden = self.encoder(encoded)
        return self.mean(hidden), self.log_variance(hidden).clamp(-8, 8)

    def decode(self, latents: Tensor) -> Tensor:
        """Latents (B, latent) and what the decoder makes of them: (B, size)."""
        return torch.cat([latents, self.decoder(latents)], dim=1)

    def represent(self, encoded: Tensor) -> Tensor:
        """The representation of an encoded input."""
        mean, _ = self.posterior(encoded)
        return self.decode(mean)

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """The representation of a batch."""
        return self.represent(self.inputs(batch))


def _blocks(widths: Sequence[int], dropout: float) -> list[nn.Module]:
    """Fully connected layers from each width to the next."""
    return [
        part
        for before, width in pairwise(widths)
        for part in (nn.Linear(before, width), nn.LayerNorm(width), nn.GELU(), nn.Dropout(dropout))
    ]

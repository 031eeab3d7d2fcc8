"""The variational autoencoder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Trunk
from scic.compiler.catalogue.ports import FieldType, Latent, Layer, Profile, Vector
from scic.compiler.catalogue.settings import Count, Share
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.latents import LatentTooWide
from scic.compiler.resolve.context import Context


class Vae(Trunk):
    """A variational autoencoder: a few latents that stand for a record, and a decoder that makes it again of them.

    It reads what its task predicts. The encoder gives a normal distribution over the latents; its mean is what
    `predict`, figures and explanations see. Train it by `method elbo`, which keeps the latents near a standard normal,
    so that new records can be drawn from it; under `method supervised` it is a plain autoencoder.

    Two latents can be drawn as they are; ten or so keep more of the record. The layer `latent` is what `interpret
    embed` should look at.

    Example:
        experiment cells { seed: 1 }
        data anndata as blood { path: "data/pbmc68k_reduced.h5ad" }
        model vae { latent: 2, hidden: [128] }
        task reconstruction { predict: blood.expression }
        method elbo { epochs: 20 }
        validate baselines { use: [pca] }
        validate seeds { count: 3 }
    """

    section = "8.1.2"
    paper = "Kingma & Welling, Auto-encoding variational Bayes, 2014"
    takes = (Profile,)
    role: ClassVar = "autoencoder"

    latent: Count = Field(10, description="the numbers that stand for a record")
    hidden: Annotated[tuple[Count, ...], Field(min_length=1)] = Field(
        (128,), description="the units of each hidden layer of the encoder; the decoder has them in reverse"
    )
    dropout: Share = Field(0.1, description="the share of units dropped after each layer while training")
    input_dropout: Share = Field(0.2, description="the share of the genes hidden from the encoder while training")

    def gives(self, inputs: FieldType) -> Latent:
        """The latents, and what the decoder makes of them."""
        return Latent(self.latent)

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """The encoder, the means of the latents, and the decoder."""
        wide, narrow = Vector(self.hidden[0]), Vector(self.hidden[-1])
        return (Layer("encoder", narrow), Layer("latent", Vector(self.latent)), Layer("decoder", wide))

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Find latents that are no fewer than what they stand for."""
        read = context.input
        if isinstance(read, Profile) and read.size is not None and self.latent >= read.size:
            yield LatentTooWide(span=context.span("latent"), latent=self.latent, size=read.size)

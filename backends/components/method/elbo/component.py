"""The method `elbo`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.backends.components.method.training import Training
from scic.compiler.catalogue.component import Need
from scic.compiler.catalogue.settings import NotNegative, Share


class Elbo(Training):
    """The evidence lower bound: make records again from draws of their latents, and keep those near the prior.

    The way to train a `vae` (survey §8.1.2). What is minimised is the surprise of the record under the task's
    likelihood, and `beta` times the divergence of its latents from a standard normal. Where the latents are not used at
    all, lower `beta` or lengthen the `warmup`, over which the divergence comes in; where draws from the prior look like
    no record, raise `beta`.

    Example:
        experiment cells { seed: 1 }
        data anndata as blood { path: "data/pbmc68k_reduced.h5ad" }
        model vae { latent: 2 }
        task reconstruction { predict: blood.expression }
        method elbo { epochs: 40, warmup: 30%, beta: 1 }
        validate baselines { use: [pca] }
        validate seeds { count: 3 }
    """

    section: ClassVar = "8.1.2"
    paper: ClassVar = (
        "Kingma & Welling, Auto-encoding variational Bayes, 2014; "
        "Higgins et al., beta-VAE: Learning basic visual concepts with a constrained variational framework, 2017"
    )
    needs: ClassVar[tuple[Need, ...]] = (Need(what="role", of="autoencoder"),)

    beta: NotNegative = Field(1.0, description="the weight of the divergence of the latents from the prior")
    warmup: Share = Field(0.3, description="the share of the epochs over which that weight rises from 0")

"""Latent traversals as a component."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Interpret, Need
from scic.compiler.catalogue.settings import Count, Positive


class Traversal(Interpret):
    """What each latent means: the genes that change as it goes from one end of the prior to the other.

    Each latent is moved from -`reach` to `reach` with all others at 0, and decoded; the genes that change most are
    drawn, in units of their spread. Beside it, records drawn from the prior are set against real ones: where their
    means lie off the diagonal, the latents are not what the prior says, and draws are no records.

    Example:
        experiment cells { seed: 1 }
        data anndata as blood { path: "data/pbmc68k_reduced.h5ad" }
        model vae { latent: 2 }
        task reconstruction { predict: blood.expression }
        method elbo { epochs: 20 }
        interpret traversal { genes: 12 }
        validate baselines { use: [pca] }
        validate seeds { count: 3 }
    """

    section = "8.1.2"
    needs = (Need(what="role", of="autoencoder"),)

    examples: Count = Field(500, description="test records that are set beside draws from the prior")
    steps: Count = Field(21, description="places along each latent")
    reach: Positive = Field(2.0, description="how far a latent goes to each side, in units of the prior's spread")
    genes: Count = Field(12, description="genes that are drawn for each latent")

"""The PCA baseline."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from scic.compiler.catalogue.component import Baseline
from scic.compiler.catalogue.ports import Latent
from scic.compiler.catalogue.settings import Count
from scic.compiler.ir import Experiment


class Pca(Baseline):
    """Principal components: the best that latents can do when both ways are linear.

    It has as many components as the network has latents, on the same standardised genes. Where it makes as much of a
    new record as the network, take it: it has one answer, and its axes are in order.

    Example:
        experiment cells { seed: 1 }
        data anndata as blood { path: "data/pbmc68k_reduced.h5ad" }
        model vae { latent: 2 }
        task reconstruction { predict: blood.expression }
        method elbo { epochs: 20 }
        validate baselines { use: [pca] }
        validate seeds { count: 3 }
    """

    section = "8.1.2"
    serves = ("reconstruction",)

    components: Count | None = Field(None, description="components; as many as the network has latents when none")

    def completed(self, experiment: Experiment) -> Self:
        """As many components as latents."""
        gives = experiment.network.gives
        if self.components is not None or not isinstance(gives, Latent):
            return self
        return self.model_copy(update={"components": gives.size})

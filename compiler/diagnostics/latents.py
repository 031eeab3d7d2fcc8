"""SCI340 and on: latents, and how what they stand for scatters."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic


class LatentTooWide(Diagnostic):
    """Latents that are no fewer than the values that they stand for.

    An autoencoder finds what matters because its latents have no room for all. With as many as there are genes it can
    copy them.

    Example:
        experiment cells { seed: 1 }
        data anndata as blood { path: "cells.h5ad", split: random(stratify: bulk_labels) }
        model vae { latent: 800 }
        task reconstruction { predict: blood.expression }
        method elbo { epochs: 20 }
        validate baselines { use: [pca] }
        validate seeds { count: 3 }

    Repair:
        experiment cells { seed: 1 }
        data anndata as blood { path: "cells.h5ad", split: random(stratify: bulk_labels) }
        model vae { latent: 2 }
        task reconstruction { predict: blood.expression }
        method elbo { epochs: 20 }
        validate baselines { use: [pca] }
        validate seeds { count: 3 }
    """

    code = "SCI340"
    latent: int
    size: int

    def message(self) -> str:
        return f"{self.latent} latents stand for {self.size} genes: nothing has to be left out"

    def help(self) -> str:
        return f"take far fewer, such as `latent: {min(10, max(1, self.size // 4))}`"


class NotCounts(Diagnostic):
    """A likelihood of counts over values that are none.

    Counts are whole numbers, none below 0. What has been normalised, scaled or logarithmised scatters in another way.

    Example:
        experiment cells { seed: 1 }
        data anndata as blood { path: "cells.h5ad", split: random(stratify: bulk_labels) }
        model vae { latent: 2 }
        task reconstruction { predict: blood.expression, likelihood: negative_binomial }
        method elbo { epochs: 20 }
        validate baselines { use: [pca] }
        validate seeds { count: 3 }

    Repair:
        experiment cells { seed: 1 }
        data anndata as blood { path: "cells.h5ad", split: random(stratify: bulk_labels) }
        model vae { latent: 2 }
        task reconstruction { predict: blood.expression }
        method elbo { epochs: 20 }
        validate baselines { use: [pca] }
        validate seeds { count: 3 }
    """

    code = "SCI341"
    likelihood: str
    field: str

    def message(self) -> str:
        return f"`{self.likelihood}` needs counts, `{self.field}` holds fractions or numbers below 0"

    def help(self) -> str:
        return 'read the layer that holds the counts, such as `layer: "counts"`, or use `likelihood: gaussian`'

"""The Gaussian likelihood."""

from __future__ import annotations

from scic.compiler.catalogue.component import Likelihood


class Gaussian(Likelihood):
    """Values scatter normally about what is expected, each gene with a spread of its own, which is learnt.

    For values that have been normalised, scaled or logarithmised. It can be used for counts too, whose scatter it
    misjudges: prefer `negative_binomial` there.

    Example:
        experiment cells { seed: 1 }
        data anndata as blood { path: "data/pbmc68k_reduced.h5ad" }
        model vae { latent: 2 }
        task reconstruction { predict: blood.expression, likelihood: gaussian }
        method elbo { epochs: 20 }
        validate baselines { use: [pca] }
        validate seeds { count: 3 }
    """

    section = "8.1.2"

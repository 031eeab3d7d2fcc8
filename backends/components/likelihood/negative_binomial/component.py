"""The negative binomial likelihood."""

from __future__ import annotations

from typing import ClassVar

from scic.compiler.catalogue.component import Likelihood


class NegativeBinomial(Likelihood):
    """Counts scatter more than a Poisson's, each gene by a dispersion of its own, which is learnt.

    The likelihood for sequencing counts as they were read, before any normalisation: variance = mean + mean^2 /
    dispersion.

    Example:
        experiment cells { seed: 1 }
        data anndata as blood { path: "counts.h5ad", layer: "counts" }
        model vae { latent: 2 }
        task reconstruction { predict: blood.expression, likelihood: negative_binomial }
        method elbo { epochs: 20 }
        validate baselines { use: [pca] }
        validate seeds { count: 3 }
    """

    section = "8.1.2"
    paper = "Lopez et al., Deep generative modeling for single-cell transcriptomics, 2018"
    counts: ClassVar = True

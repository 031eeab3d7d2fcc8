"""Reconstruction: a record made again of its latents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Likelihood, Task, Weighted, default
from scic.compiler.catalogue.ports import Latent, Profile
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.latents import NotCounts
from scic.compiler.ir import TaskBlock
from scic.compiler.resolve.context import Context


class Reconstruction(Task):
    """The record itself, made again of the few latents that stand for it.

    What comes of it are the latents: a map of the records, found without labels. How good they are is told by how much
    of a new record can be made of them; compare with PCA of as many components.

    `likelihood` says how the values scatter: `gaussian` for what has been normalised or scaled, `negative_binomial`
    for counts.

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
    reads = (Latent,)
    predicts = (Profile,)
    simple = "reconstruction"
    restores = True
    metrics: ClassVar = {
        "r2": "the share of the variance of the genes that is made again, each gene in units of its spread; 0 is no "
        "better than the mean of the training records",
        "rmse": "the root of the mean squared error, in units of each gene's spread; lower is better",
    }

    loss: tuple[Weighted, ...] = Field((), description="nothing beside the likelihood")
    likelihood: Likelihood = default("gaussian", "likelihood", description="how the values scatter")

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Find a likelihood of counts over what is none."""
        block = context.block
        if not isinstance(block, TaskBlock) or not isinstance(block.target, Profile):
            return
        if self.likelihood.counts and block.target.whole is False:
            name = f"{block.data}.{block.targets[0]}"
            yield NotCounts(span=context.span("likelihood"), likelihood=self.likelihood.named(), field=name)

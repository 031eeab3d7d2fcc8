"""The profile field."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import FieldKind
from scic.compiler.catalogue.ports import Profile


class ProfileField(FieldKind):
    """A value of every gene of a cell, as `data anndata` gives it.

    A network reads the values standardised gene by gene, counts after a logarithm, by what was measured on the
    training records. New records are matched by the names of the genes, in whatever order they come.

    Example:
        experiment cells { seed: 1 }
        data anndata as blood {
          path: "data/pbmc68k_reduced.h5ad"
          fields { genes: profile(column: expression) }
        }
        model vae { latent: 2 }
        task reconstruction { predict: blood.genes }
        method elbo { epochs: 20 }
        validate baselines { use: [pca] }
        validate seeds { count: 3 }
    """

    column: str | None = Field(None, description="the column it is read from; that of its own name when none")

    def type(self) -> Profile:
        """The type of what is read."""
        return Profile()

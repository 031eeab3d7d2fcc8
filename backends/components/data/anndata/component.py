"""The anndata component."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from scic.backends.components.data.anndata.contents import Contents, read_contents
from scic.backends.components.data.record import fault, fit_split, merged, overlaid, refuse_misspelt
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.component import Data, DataFault
from scic.compiler.catalogue.ports import FieldType, Profile, Schema
from scic.compiler.catalogue.settings import Names


class Anndata(Data):
    """An annotated matrix of cells and genes, in a file `.h5ad`.

    The matrix is one field, `expression`: a value of every gene for each cell. The columns of `obs` are fields beside
    it, numbers and categories, to predict, to divide by, or to colour a figure by.

    `layer` says which matrix is read: one of `layers` by its name, or `raw` for that of `.raw`. A likelihood of counts
    needs the counts themselves, so name the layer that holds them.

    Example:
        experiment cells { seed: 1 }
        data anndata as blood { path: "data/pbmc68k_reduced.h5ad", split: random(stratify: bulk_labels) }
        model vae { latent: 2 }
        task reconstruction { predict: blood.expression }
        method elbo { epochs: 20 }
        validate baselines { use: [pca] }
        validate seeds { count: 3 }
    """

    requires: ClassVar[Mapping[str, tuple[str, ...]]] = {"shared": ("anndata>=0.12",)}
    new: ClassVar[tuple[str, str]] = ("new.h5ad", "a matrix with the genes that the network reads")

    path: str = Field(description="the file, from the folder of the spec")
    layer: str | None = Field(None, description="the matrix that is read, a layer or `raw`; X when none is given")
    ignore: Names = Field((), description="columns of obs that are left out")

    def paths(self) -> Mapping[str, str]:
        """The files and patterns it names, by setting."""
        return {"path": self.path}

    def describe(self, folder: Path) -> Schema:
        """The record type, from the spec and from the data where it is there and h5py is installed."""
        fit_split(self)
        path = folder / self.path
        refuse_misspelt("path", path)
        if not path.exists():
            return self._open()
        try:
            contents = read_contents(path, self.layer)
        except ImportError:
            return self._open()
        except DataError as error:
            raise fault("layer" if "layer" in error.problem else "path", error) from None
        return self._schema(contents)

    def _open(self) -> Schema:
        declared = {name: kind.type() for name, kind in self.fields.items()}
        return Schema({"expression": Profile(), **declared}, complete=False)

    def _schema(self, contents: Contents) -> Schema:
        for name in self.ignore:
            if name not in contents.columns:
                raise DataFault(
                    f"ignore.{name}", f"`{self.path}` has no obs column `{name}`", "remove it from `ignore`"
                )
        known = {"expression": contents.profile} | {
            name: type_ for name, type_ in contents.columns.items() if name not in self.ignore
        }

        def typed(field: str, column: str, declared: FieldType) -> FieldType:
            return merged(known[column], declared)

        return Schema(overlaid(known, self.fields, typed), contents.records)

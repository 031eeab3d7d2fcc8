"""Reads an annotated matrix of cells and genes, and writes predictions beside it."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path

import anndata
import numpy as np
import pandas as pd

from scic.backends.shared.errors import DataError

EXPRESSION = "expression"
"""The column of the records that holds the values of all genes, a pandas Series by gene in each cell."""


def read_anndata(path: Path, *, layer: str | None, ignore: Sequence[str]) -> pd.DataFrame:
    """The cells of a file, one a row under its name, with the columns of obs that are not in `ignore`.

    Raises DataError where the file cannot be read, lacks the layer, or holds a value that is no finite number.
    """
    if not path.exists():
        raise DataError(f"`{path}` does not exist", "check `path`")
    cells = _opened(path)
    if layer is None:
        matrix, genes = cells.X, cells.var_names
    elif layer in cells.layers:
        matrix, genes = cells.layers[layer], cells.var_names
    elif layer == "raw" and cells.raw is not None:
        matrix, genes = cells.raw.X, cells.raw.var_names
    else:
        present = ", ".join(f"`{name}`" for name in cells.layers) or "none"
        raise DataError(f"`{path}` has no layer `{layer}`", f"its layers are: {present}")
    values = np.asarray(matrix.todense() if hasattr(matrix, "todense") else matrix, dtype=np.float32)
    wrong = ~np.isfinite(values)
    if wrong.any():
        cell, gene = np.argwhere(wrong)[0]
        where = f"`{genes[gene]}` is {values[cell, gene]} in cell `{cells.obs_names[cell]}`"
        raise DataError(f"{where}, a finite number was expected", "correct it, or leave the cell out")
    records: pd.DataFrame = cells.obs.drop(columns=list(ignore), errors="ignore").copy()
    for name in records.select_dtypes("category"):
        records[name] = records[name].astype(object)
    profiles = [pd.Series(row, index=genes, copy=False) for row in values]
    records[EXPRESSION] = pd.Series(profiles, index=records.index, dtype=object)
    return records


def read_new_anndata(path: Path, *, layer: str | None) -> pd.DataFrame:
    """The cells of a new file."""
    return read_anndata(path, layer=layer, ignore=())


def write_anndata(path: Path, source: Path, answers: pd.DataFrame) -> None:
    """Write a file again with what was predicted of each cell, as `obsm["predicted"]`."""
    cells = _opened(source)
    cells.obsm["predicted"] = answers.set_axis(cells.obs_names)
    path.parent.mkdir(parents=True, exist_ok=True)
    cells.write_h5ad(path)


def _opened(path: Path) -> anndata.AnnData:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # an old file is moved to the new layout
            return anndata.read_h5ad(path)
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"`{path}` cannot be read as AnnData: {error}", "write it with `adata.write_h5ad`") from None

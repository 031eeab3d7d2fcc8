"""Profiles: a value of every gene, matched by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from scic.backends.shared.errors import DataError
from scic.backends.shared.table import scale


def measure_profile(column: pd.Series) -> dict[str, Any]:
    """The genes of the training records, in order, and the mean and spread of each.

    `whole` says whether the values are counts, `fraction` names a value that is none; `log_mean` and `log_spread` are
    those of log(1 + count), of what is no count those of the values themselves.
    """
    genes = [str(gene) for gene in column.iloc[0].index]
    values = np.stack(list(column)).astype(np.float64)
    wrong = (values < 0) | (values != np.round(values))
    fraction = ""
    if wrong.any():
        record, gene = np.argwhere(wrong)[0]
        fraction = f"`{genes[gene]}` is {values[record, gene]:.4g} in `{column.index[record]}`"
    mean, spread = scale(values)
    log_mean, log_spread = (mean, spread) if fraction else scale(np.log1p(values))
    return {
        "genes": genes,
        "center": mean,
        "spread": spread,
        "log_center": log_mean,
        "log_spread": log_spread,
        "whole": not fraction,
        "fraction": fraction,
    }


def encode_profile(column: pd.Series, facts: Mapping[str, Any]) -> np.ndarray:
    """The values of the known genes, float32 (B, genes), in the order of training.

    Raises DataError where a record lacks one of them, or where training had counts and a record has none.
    """
    genes = facts["genes"]
    if not len(column):
        return np.zeros((0, len(genes)), dtype=np.float32)
    present = column.iloc[0].index
    place = {str(gene): position for position, gene in enumerate(present)}
    absent = [gene for gene in genes if gene not in place]
    if absent:
        listed = ", ".join(f"`{gene}`" for gene in absent[:3])
        raise DataError(f"{len(absent)} genes of the training are not there: {listed}", "add them, 0 where unseen")
    order = [place[gene] for gene in genes]
    values = np.stack([row.to_numpy() for row in column])[:, order].astype(np.float32)
    if facts["whole"]:
        wrong = (values < 0) | (values != np.round(values))
        if wrong.any():
            record, gene = np.argwhere(wrong)[0]
            where = f"`{genes[gene]}` is {values[record, gene]:.4g} in `{column.index[record]}`"
            raise DataError(f"{where}, the training records hold counts", "read the layer that holds the counts")
    return values

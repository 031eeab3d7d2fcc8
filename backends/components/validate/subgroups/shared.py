"""The score in each subgroup of the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from scic.backends.shared.bootstrap import interval

QUARTILES_ABOVE = 10
"""A column of numbers with more distinct values than this is cut at its quartiles."""


def subgroups(
    statistics: Mapping[str, np.ndarray],
    column: pd.Series,
    metric: Callable[[dict[str, np.ndarray]], float],
    *,
    minimum: int,
    samples: int,
    level: float,
    seed: int,
) -> list[dict[str, Any]]:
    """Score the records of each value of `column`: group, records, value, low, high.

    `column` has one value for each record of the batch that the statistics come from; `metric` is a score to
    be computed from them. Records without a value form the group "missing". Groups of fewer than `minimum`
    records are left out. low and high are the ends of a bootstrap interval.
    """
    labels = _labels(column)
    groups = labels.to_numpy(dtype=object)[statistics["position"]]
    found = []
    for group in labels.cat.categories:
        size = (groups == group).sum()
        if size < minimum:
            continue
        own = {name: values[groups == group] for name, values in statistics.items()}
        low, high = interval(own, metric, samples=samples, level=level, seed=seed)
        found.append({"group": group, "records": int(size), "value": float(metric(own)), "low": low, "high": high})
    return found


def _labels(column: pd.Series) -> pd.Series:
    """Give the group of each record, as categories in the order of the report."""
    if pd.api.types.is_numeric_dtype(column) and column.nunique() > QUARTILES_ABOVE:
        cut, edges = pd.qcut(column, 4, duplicates="drop", retbins=True)
        names = [f"{low:g} to {high:g}" for low, high in pairwise(edges)]
        return cut.cat.rename_categories(names).cat.add_categories("missing").fillna("missing")
    text = column.map(lambda value: f"{value:g}" if isinstance(value, float) else str(value), na_action="ignore")
    return text.astype(object).where(column.notna(), "missing").astype("category")

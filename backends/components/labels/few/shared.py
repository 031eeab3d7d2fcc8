"""Few labels: most training records are made to hide their targets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd


def few_labels(
    records: pd.DataFrame, targets: Sequence[str], *, classes: Sequence[str], count: int, seed: int
) -> pd.DataFrame:
    """The records with the `targets` of all but a few set to missing.

    Those shown are `count` of each class of each column in `classes`, or `count` in all where no target is a class;
    all of a class that has fewer. They are drawn by the seed, among the records that have the target.
    """
    rng = np.random.default_rng(seed)
    known = records[list(targets)].notna().any(axis=1).to_numpy()
    groups = [
        np.flatnonzero((records[name] == value).to_numpy())
        for name in classes
        for value in sorted(records[name].dropna().unique(), key=str)
    ]
    shown = np.zeros(len(records), dtype=bool)
    for rows in groups or [np.flatnonzero(known)]:
        shown[rng.permutation(rows)[:count]] = True
    return records.assign(**{name: records[name].where(shown) for name in targets})

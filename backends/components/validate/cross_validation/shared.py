"""Folds of the records, and the mean score over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import t
from sklearn.model_selection import GroupKFold, KFold, StratifiedGroupKFold, StratifiedKFold


def cross_validation_folds(
    records: pd.DataFrame, *, folds: int, stratify: str | None, group: str | None, seed: int
) -> list[dict[str, np.ndarray]]:
    """Divide the records into `folds` splits with the parts train, validation and test, as sorted positions.

    Every record is in the test part of exactly one split. `stratify` names a column whose classes each fold
    holds alike, `group` one whose values are never divided. Raises ValueError when there are too few records
    or groups.
    """
    units, what = (records[group].nunique(), "groups") if group else (len(records), "records")
    if units < folds:
        raise ValueError(f"{folds} folds need at least {folds} {what}, found {units}: ask for fewer folds")
    labels = records[stratify].map(str) if stratify else None
    if labels is not None and labels.value_counts().max() < folds:
        raise ValueError(f"no class of {stratify!r} has {folds} records, one for each fold: ask for fewer folds")
    parts = [
        test
        for _, test in _folder(folds, stratify, group, seed).split(
            np.zeros(len(records)), labels, records[group] if group else None
        )
    ]
    splits = []
    for number in range(folds):
        validation, test = parts[(number + 1) % folds], parts[number]
        train = np.setdiff1d(np.arange(len(records)), np.concatenate([validation, test]))
        splits.append({"train": train, "validation": np.sort(validation), "test": np.sort(test)})
    return splits


def across_folds(scores: Sequence[Mapping[str, float]], *, level: float) -> dict[str, dict[str, Any]]:
    """Give mean, interval (low, high) and values of every metric over the folds, one mapping a fold.

    Student's interval of the mean at confidence `level`, its variance multiplied by 1/k + 1/(k - 2), the
    share of test to training records, as Nadeau and Bengio (2003) correct for training records in common.
    """
    count = len(scores)
    found = {}
    for name, values in pd.DataFrame(scores).items():
        mean = float(values.mean())
        width = t.ppf((1 + level) / 2, count - 1) * np.sqrt(1 / count + 1 / (count - 2))
        half = float(width * values.std(ddof=1))
        found[str(name)] = {"mean": mean, "low": mean - half, "high": mean + half, "values": values.tolist()}
    return found


def _folder(folds: int, stratify: str | None, group: str | None, seed: int) -> Any:
    if stratify and group:
        return StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    if group:
        return GroupKFold(folds, shuffle=True, random_state=seed)
    if stratify:
        return StratifiedKFold(folds, shuffle=True, random_state=seed)
    return KFold(folds, shuffle=True, random_state=seed)

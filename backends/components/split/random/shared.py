"""Divides records at random, by class or by group if asked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from scic.backends.shared.classes import class_texts
from scic.backends.shared.errors import DataError
from scic.backends.shared.shares import named_parts, part_sizes
from scic.backends.shared.table import column_of

_BINS = 10
_DISTINCT = 20


def random_split(
    records: pd.DataFrame,
    *,
    seed: int,
    train: float,
    validation: float,
    test: float,
    stratify: str | None,
    group: str | None,
) -> dict[str, np.ndarray]:
    """The positions of the train, validation and test records, sorted; the shares add up to 1.

    `stratify` names the column whose classes each part gets in equal shares (numbers go by their size); a
    class of one record is kept for training. Records with the same `group` stay together. Raises DataError
    where a part would be empty.
    """
    shares = (train, validation, test)
    random = np.random.default_rng(seed)
    if group is not None:
        part = _by_group(_codes(column_of(records, group)), _strata(records, stratify), shares, random)
        return named_parts(part, shares, f"`{group}` has too few groups for these shares; use fewer parts")
    part_sizes(len(records), shares, "records")
    if stratify is not None:
        part = _by_class(_strata(records, stratify), shares, random)
        return named_parts(part, shares, f"the classes of `{stratify}` are too small; split without `stratify`")
    part = np.repeat(np.arange(len(shares)), part_sizes(len(records), shares, "records"))
    return named_parts(random.permutation(part), shares, "add records")


def _codes(column: pd.Series) -> np.ndarray:
    """A number for each value that differs; missing ones are no group."""
    if column.isna().any():
        raise DataError(f"`{column.name}` is missing in record `{column.index[column.isna()][0]}`", "fill it in")
    return pd.factorize(column)[0]


def _strata(records: pd.DataFrame, name: str | None) -> np.ndarray:
    """The stratum of each record: its class, the tenth it lies in for numbers, or one for all."""
    if name is None:
        return np.zeros(len(records), dtype=np.int64)
    column = column_of(records, name)
    if pd.api.types.is_numeric_dtype(column) and column.nunique() > _DISTINCT:
        column = pd.qcut(column.rank(method="first"), _BINS, labels=False)
    return pd.factorize(class_texts(column).fillna(""))[0]


def _by_class(strata: np.ndarray, shares: Sequence[float], random: np.random.Generator) -> np.ndarray:
    """The part of each record: every stratum is cut into the shares, its odd records falling by chance."""
    part = np.zeros(len(strata), dtype=np.int64)
    for stratum in np.unique(strata):
        members = random.permutation(np.flatnonzero(strata == stratum))
        if len(members) == 1:
            continue
        exact = np.asarray(shares) * len(members)
        sizes = np.floor(exact + 1e-9).astype(np.int64)
        rest = len(members) - sizes.sum()
        # the largest remainders get the odd records; equal ones in random order
        order = random.permutation(len(shares))
        sizes[order[np.argsort((sizes - exact)[order].round(9), kind="stable")][:rest]] += 1
        part[members] = np.repeat(np.arange(len(shares)), sizes)
    return part


def _by_group(
    groups: np.ndarray, strata: np.ndarray, shares: Sequence[float], random: np.random.Generator
) -> np.ndarray:
    """The part of each record; each group, the largest first, goes where its classes are lacking most."""
    table = np.zeros((groups.max() + 1, strata.max() + 1))
    np.add.at(table, (groups, strata), 1)
    wanted = np.asarray(shares) > 0
    part_sizes(len(table), shares, "groups")
    share_of_class = table / table.sum(axis=0)
    lacking = np.repeat(np.array(shares)[:, None], table.shape[1], axis=1)
    order = random.permutation(len(table))
    order = order[np.argsort(-table[order].sum(axis=1), kind="stable")]
    chosen = np.full(len(table), -1)
    for done, group in enumerate(order):
        empty = wanted & ~np.isin(np.arange(len(shares)), chosen)
        # the last groups go to parts that still have none
        open_parts = empty if empty.sum() >= len(order) - done else wanted
        gain = np.where(open_parts, lacking @ share_of_class[group], -np.inf)
        chosen[group] = int(gain.argmax())
        lacking[chosen[group]] -= share_of_class[group]
    return np.asarray(chosen[groups])

"""Divides molecules by their scaffolds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scic.backends.shared.molecules import molecules, scaffold
from scic.backends.shared.shares import named_parts, part_sizes
from scic.backends.shared.table import column_of


def scaffold_split(
    records: pd.DataFrame, *, seed: int, molecule: str, train: float, validation: float, test: float
) -> dict[str, np.ndarray]:
    """The positions of the records of each part, sorted; the shares add up to 1.

    `molecule` is the column of the SMILES. Whole scaffolds, the most frequent first, go to train while there is
    room, then to validation, then to test, as in MoleculeNet (Wu et al. 2018). Nothing is random, so `seed` has no
    effect. Raises DataError where a part would be empty.
    """
    shares = (train, validation, test)
    numbers, counts = scaffolds(column_of(records, molecule))
    part_sizes(len(counts), shares, "scaffolds")
    room = part_sizes(len(records), shares, "records")
    part = np.full(len(records), -1)
    for number in np.argsort(-counts, kind="stable"):
        # the last part that gets any takes what fits nowhere
        fits = next((place for place, left in enumerate(room) if counts[number] <= left), np.flatnonzero(shares)[-1])
        part[numbers == number] = fits
        room[fits] -= counts[number]
    return named_parts(part, shares, f"the molecules of `{molecule}` share too few scaffolds; use fewer parts")


def scaffold_groups(records: pd.DataFrame, *, molecule: str) -> pd.Series:
    """The number of each record's scaffold: what folds keep together."""
    return pd.Series(scaffolds(column_of(records, molecule))[0], index=records.index)


def scaffolds(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """The number of each molecule's scaffold, in order of their first molecules, and how many molecules each has."""
    names = [scaffold(molecule) for molecule in molecules(column)]
    numbers, known = pd.factorize(np.asarray(names, dtype=object))
    return numbers, np.bincount(numbers, minlength=len(known))

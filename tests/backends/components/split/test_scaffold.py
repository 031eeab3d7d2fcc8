from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from scic.backends.components.split.scaffold.shared import scaffold_groups, scaffold_split, scaffolds
from scic.backends.shared.errors import DataError

BENZENES = ["c1ccccc1" + "C" * length for length in range(10)]
PYRIDINES = ["c1ccncc1" + "C" * length for length in range(4)]
RARE = ["C1CC1C", "C1CCC1O", "c1ccoc1", "c1ccsc1C", "C1CCNCC1", "c1ccc2ccccc2c1"]
RECORDS = pd.DataFrame({"drug": [*RARE, *PYRIDINES, *BENZENES]})
SHARES = {"train": 0.5, "validation": 0.2, "test": 0.3}


def test_side_chains_make_no_scaffold() -> None:
    numbers, counts = scaffolds(RECORDS["drug"])
    assert sorted(counts) == [1] * 6 + [4, 10]
    assert len(set(numbers[-10:])) == 1
    chains = scaffolds(pd.Series(["CCO", "CC(C)N"]))[1]
    assert chains.tolist() == [2], "molecules without a ring are of one scaffold"


def test_no_scaffold_is_in_two_parts_and_the_rare_ones_test() -> None:
    parts = scaffold_split(RECORDS, seed=0, molecule="drug", **SHARES)
    assert {name: len(rows) for name, rows in parts.items()} == {"train": 10, "validation": 4, "test": 6}
    groups = scaffold_groups(RECORDS, molecule="drug").to_numpy()
    train, validation, test = (set(groups[rows]) for rows in parts.values())
    assert not (train & validation or train & test or validation & test)
    assert parts["test"].tolist() == list(range(6))
    assert np.concatenate([*parts.values()]).shape == (20,)


def test_the_same_for_every_seed() -> None:
    first, second = (scaffold_split(RECORDS, seed=seed, molecule="drug", **SHARES) for seed in (0, 1))
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_without_validation_there_is_none() -> None:
    parts = scaffold_split(RECORDS, seed=0, molecule="drug", train=0.7, validation=0.0, test=0.3)
    assert not len(parts["validation"])
    assert len(parts["train"]) + len(parts["test"]) == 20


def test_too_few_scaffolds_are_told() -> None:
    with pytest.raises(DataError, match="too few scaffolds"):
        scaffold_split(pd.DataFrame({"drug": BENZENES}), seed=0, molecule="drug", **SHARES)

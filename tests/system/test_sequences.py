"""Windows of DNA around the borders of exons: the two letters that mark a border are what the network looks at."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

Home = Callable[..., Path]

MARKS = {"exon_intron": {30, 31}, "intron_exon": {28, 29}}
"""Where an intron begins, with GT, and where one ends, with AG; places count from 0."""


@pytest.mark.slow
@pytest.mark.xdist_group("splice")
def test_the_letters_that_mark_a_border_count_most(finished: Home, importable: Callable[[Path], None]) -> None:
    home = finished("splice")
    importable(home)
    data, config = (importlib.import_module(f"splice.{part}") for part in ("data", "config"))
    with np.load(home / "runs/main/figures/integrated_gradients.npz") as arrays:
        (found,) = (values for values in arrays.values() if values.ndim == 2 and values.shape[1] == 60)
    explained = data.build_data(config.Config()).test["junction"].iloc[: len(found)].to_numpy()
    for junction, marks in MARKS.items():
        strength = np.abs(found[explained == junction]).mean(axis=0)
        assert set(np.argsort(strength)[-2:].tolist()) & marks, "neither letter of the mark is among the first two"
        assert strength[sorted(marks)].mean() > 3 * np.median(strength)

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from scic.backends.components.field.noise.shared import derive_noise
from scic.backends.shared.deriving import derive_pictures


@pytest.fixture
def records(tmp_path: Path) -> pd.DataFrame:
    for name in "abc":
        Image.fromarray(np.full((40, 50), 120, dtype=np.uint8)).save(tmp_path / f"{name}.png")
    return pd.DataFrame({"image": {name: str(tmp_path / f"{name}.png") for name in "abc"}})


def noisy(records: pd.DataFrame, *, seed: int = 1, size: tuple[int, int] | None = None) -> pd.Series:
    change = partial(derive_noise, deviation=20.0)
    made = derive_pictures(records, "noisy", "image", change, rank=2, size=size, channels=None, seed=seed)
    assert made["image"].equals(records["image"])
    return made["noisy"]


def test_the_noise_is_as_strong_as_it_says_and_neither_cut_off_nor_rounded(records: pd.DataFrame) -> None:
    found = np.stack(noisy(records).to_list())
    assert found.dtype == np.float32
    assert abs(found.mean() - 120) < 2
    assert 18 < found.std() < 22
    assert (found != found.round()).any()


def test_a_record_has_the_same_noise_whatever_stands_beside_it(records: pd.DataFrame) -> None:
    whole, alone = noisy(records), noisy(records.loc[["c"]])
    np.testing.assert_array_equal(whole["c"], alone["c"])
    assert (whole["a"] != whole["b"]).any()
    assert (whole["a"] != noisy(records, seed=2)["a"]).any()


def test_tiles_of_a_record_share_one_picture(records: pd.DataFrame) -> None:
    tiles = records.loc[["a", "a", "b"]].set_axis(["a@0", "a@1", "b@0"]).assign(record=["a", "a", "b"])
    found = noisy(tiles)
    assert found["a@0"] is found["a@1"]
    np.testing.assert_array_equal(found["a@0"], noisy(records)["a"])


def test_noise_is_laid_over_the_picture_as_it_is_read(records: pd.DataFrame) -> None:
    assert noisy(records, size=(10, 12))["a"].shape == (10, 12, 1)

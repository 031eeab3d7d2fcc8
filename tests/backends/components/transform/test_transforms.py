"""Fixed changes of pictures."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

from scic.backends.components.transform.invert.shared import invert_transform
from scic.backends.components.transform.noise.shared import noise_transform
from scic.backends.components.transform.shift.shared import shift_transform
from scic.backends.shared.transforming import transform_pictures

GREY = np.arange(12, dtype=np.uint8).reshape(3, 4, 1) * 20


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_bright_becomes_dark_and_back() -> None:
    inverted = invert_transform(GREY, rng=rng())
    assert inverted.dtype == GREY.dtype
    assert inverted[0, 0, 0] == 220 and inverted[-1, -1, 0] == 0
    np.testing.assert_array_equal(invert_transform(inverted, rng=rng()), GREY)
    colours = np.concatenate([GREY, GREY // 2], axis=2)
    np.testing.assert_array_equal(invert_transform(colours, rng=rng())[..., 1].max(), 110)


def test_noise_is_as_strong_as_it_says_and_keeps_the_type() -> None:
    plain = np.zeros((100, 100, 1), dtype=np.float32)
    plain[0, 0] = 10
    noisy = noise_transform(plain, level=0.3, rng=rng())
    assert noisy.dtype == np.float32
    assert abs((noisy - plain).std() - 3) < 0.1
    whole = noise_transform(GREY, level=2.0, rng=rng())
    assert whole.dtype == np.uint8
    assert whole.max() == 255 and whole.min() == 0
    np.testing.assert_array_equal(noise_transform(GREY, level=0.0, rng=rng()), GREY)


def test_pictures_move_and_their_edge_is_repeated() -> None:
    moved = shift_transform(GREY, pixels=1, rng=rng())
    assert moved.shape == GREY.shape
    np.testing.assert_array_equal(moved[1:, 1:], GREY[:-1, :-1])
    np.testing.assert_array_equal(moved[0, 1:], GREY[0, :-1])
    volume = np.arange(8.0).reshape(2, 2, 2, 1)
    np.testing.assert_array_equal(shift_transform(volume, pixels=1, rng=rng())[1, 1, 1], volume[0, 0, 0])


def test_records_change_alike_whenever_they_are_read(tmp_path: Path) -> None:
    Image.fromarray(GREY[..., 0]).save(tmp_path / "a.png")
    records = pd.DataFrame({"image": [str(tmp_path / "a.png"), GREY], "kind": ["x", "y"]}, index=["one", "two"])
    changes = [invert_transform, partial(noise_transform, level=0.2)]
    one, again = (transform_pictures(records, "image", changes, rank=2, seed=4) for _ in range(2))
    other = transform_pictures(records, "image", changes, rank=2, seed=5)
    for name in ("one", "two"):
        np.testing.assert_array_equal(one.loc[name, "image"], again.loc[name, "image"])
        assert (one.loc[name, "image"] != other.loc[name, "image"]).any()
    assert (one.loc["one", "image"] != one.loc["two", "image"]).any(), "each record has noise of its own"
    assert one["kind"].tolist() == ["x", "y"]
    assert list(one.index) == ["one", "two"]
    assert isinstance(records.loc["one", "image"], str), "the records that were given stay as they are"

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scic.backends.shared.errors import DataError
from scic.backends.shared.tiles import cut, shapes, stitch, tile


@pytest.fixture
def records(tmp_path: Path) -> pd.DataFrame:
    for name, shape in {"a": (5, 8), "b": (4, 4)}.items():
        np.save(tmp_path / f"{name}.npy", np.arange(np.prod(shape)).reshape(shape))
    return pd.DataFrame({"image": [str(tmp_path / f"{n}.npy") for n in "ab"], "age": [3, 4]}, index=["a", "b"])


def test_tiles_cover_every_record_side_by_side(records: pd.DataFrame) -> None:
    tiled = tile(records, "image", (4, 4))
    assert list(tiled.index) == ["a@0x0", "a@0x4", "a@4x0", "a@4x4", "b@0x0"]
    assert list(tiled["tile"]) == [(0, 0), (0, 4), (4, 0), (4, 4), (0, 0)]
    assert list(tiled["record"]) == ["a"] * 4 + ["b"]
    assert list(tiled["age"]) == [3] * 4 + [4]
    assert tiled.index.is_unique


def test_shapes_are_those_of_whole_records(records: pd.DataFrame) -> None:
    whole = {"a": (5, 8), "b": (4, 4)}
    assert shapes(records, "image", 2) == whole
    assert shapes(tile(records, "image", (4, 4)), "image", 2) == whole


def test_stitching_the_tiles_gives_the_record_back(records: pd.DataFrame) -> None:
    tiled = tile(records, "image", (4, 4))
    maps = np.full((len(tiled), 4, 4), -7)
    for row, (path, start) in enumerate(zip(tiled["image"], tiled["tile"], strict=True)):
        part = cut(np.load(path), start, (4, 4))
        maps[row, : part.shape[0], : part.shape[1]] = part
    joined = stitch(tiled, maps, shapes(tiled, "image", 2))
    for name, path in records["image"].items():
        assert (joined[name] == np.load(path)).all()


def test_stitching_keeps_channels_and_leaves_gaps_at_zero(records: pd.DataFrame) -> None:
    tiled = tile(records, "image", (4, 4)).iloc[[1]]
    joined = stitch(tiled, np.ones((1, 4, 4, 2), dtype=np.float32), shapes(tiled, "image", 2))["a"]
    assert joined.shape == (5, 8, 2)
    assert joined.sum() == 32
    assert joined[:4, 4:].all()


def test_arrays_are_tiled_as_files_are() -> None:
    records = pd.DataFrame({"image": [np.zeros((4, 6, 6, 1))]}, index=["v"])
    assert len(tile(records, "image", (4, 3, 3))) == 4


def test_maps_must_match_their_tiles(records: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="2 maps for 5 tiles"):
        stitch(tile(records, "image", (4, 4)), np.zeros((2, 4, 4)), {})

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import tifffile

from scic.backends.components.field.deform.shared import derive_deform, smooth_displacement
from scic.backends.shared.deriving import derive_labels, derive_pictures
from scic.backends.shared.warping import jacobian


def displacement(*space: int, seed: int = 0, points: int = 4) -> np.ndarray:
    return smooth_displacement(space, amount=0.04, points=points, rng=np.random.default_rng(seed))


@pytest.mark.parametrize("space", [(64, 80), (24, 32, 28)])
def test_the_border_stays_and_the_inside_moves_without_a_fold(space: tuple[int, ...]) -> None:
    found = np.stack([displacement(*space, seed=seed) for seed in range(12)])
    for axis in range(len(space)):
        for edge in (0, -1):
            np.testing.assert_allclose(np.take(found, edge, axis=axis + 1), 0, atol=1e-9)
    spread = found.std(axis=tuple(range(len(space) + 1))) / space
    assert ((spread > 0.01) & (spread < 0.04)).all()
    assert np.mean([jacobian(each) > 0 for each in found]) > 0.99


def test_a_finer_grid_of_the_same_picture_is_bent_alike() -> None:
    coarse, fine = displacement(33, 33), displacement(65, 65)
    np.testing.assert_allclose(fine[::2, ::2] / 65, coarse / 33, atol=1e-6)


def test_a_picture_and_its_mask_stay_together(tmp_path: Path) -> None:
    rows, columns = np.indices((64, 64))
    disc = (np.hypot(rows - 30, columns - 34) < 14).astype(np.uint16)
    for name in "ab":
        tifffile.imwrite(tmp_path / f"{name}.tif", 1000 * disc)
        tifffile.imwrite(tmp_path / f"{name}_mask.tif", 5 * disc)
    records = pd.DataFrame(
        {
            "image": {name: str(tmp_path / f"{name}.tif") for name in "ab"},
            "mask": {"a": str(tmp_path / "a_mask.tif"), "b": None},
        }
    )
    change = partial(derive_deform, amount=0.05, points=4)
    made = derive_pictures(records, "moved", "image", change, rank=2, size=None, channels=None, seed=3)
    made = derive_labels(made, "moved_mask", "mask", change, seed=3)
    picture, mask = made["moved"]["a"], made["moved_mask"]["a"]
    assert set(np.unique(mask)) == {0, 5}
    assert ((mask > 0) != (disc > 0)).mean() > 0.01
    assert ((mask > 0) == (picture[..., 0] > 500)).mean() > 0.99
    assert pd.isna(made["moved_mask"]["b"])
    assert (made["moved"]["a"] != made["moved"]["b"]).any()

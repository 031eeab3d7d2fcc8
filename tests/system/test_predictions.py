"""New records are answered in the kind of file they come in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pandas as pd
import pytest
import tifffile
from PIL import Image
from sklearn.datasets import load_diabetes, load_digits

Command = Callable[..., CompletedProcess[str]]
Build = Callable[[str, Path], Path]
Home = Callable[[str], Path]


@pytest.mark.slow
@pytest.mark.xdist_group("penguins")
def test_a_table_comes_back_with_columns_added(finished: Home, script: Command, specs: Path, tmp_path: Path) -> None:
    """All rows, all old columns, whatever their order; those that are not read are kept."""
    home = finished("penguins")
    known = pd.read_csv(specs / "data/penguins.csv")
    new = known.drop(columns=["species", "year"]).assign(ring=[f"R-{n:04}" for n in range(len(known))])
    new = new[new.columns[::-1]]
    for suffix, separator in (("csv", ","), ("tsv", "\t")):
        new.to_csv(tmp_path / f"new.{suffix}", sep=separator, index=False)
    done = script(home, "predict", tmp_path / "new.csv", tmp_path / "new.tsv", "--out", tmp_path / "out")
    assert done.stdout.split() == [str(tmp_path / "out/new.csv"), str(tmp_path / "out/new.tsv")]
    answered = pd.read_csv(tmp_path / "out/new.csv")
    pd.testing.assert_frame_equal(answered[list(new.columns)], new)
    pd.testing.assert_frame_equal(answered, pd.read_csv(tmp_path / "out/new.tsv", sep="\t"))
    added = answered.drop(columns=list(new.columns))
    assert all(name.startswith("species_") for name in added.columns)
    named = added.select_dtypes(exclude="number").iloc[:, 0]
    assert (named == known["species"]).mean() > 0.95


@pytest.mark.slow
@pytest.mark.xdist_group("diabetes")
def test_numbers_come_back_in_the_target_s_unit(finished: Home, script: Command, tmp_path: Path) -> None:
    table, truth = load_diabetes(return_X_y=True, as_frame=True, scaled=False)
    table.to_csv(tmp_path / "new.csv", index=False)
    done = script(finished("diabetes"), "predict", tmp_path / "new.csv", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    answered = pd.read_csv(tmp_path / "out/new.csv")
    assert len(answered) == len(table)
    predicted = answered[next(name for name in answered.columns if name.startswith("progression"))]
    assert abs(predicted.mean() - truth.mean()) < 0.2 * truth.std()
    assert np.corrcoef(predicted, truth)[0, 1] > 0.6


@pytest.mark.slow
@pytest.mark.xdist_group("freesolv")
def test_new_molecules_are_answered_however_they_are_written(finished: Home, script: Command, tmp_path: Path) -> None:
    home, known = finished("freesolv"), "CCCCCCCCCCCCCCCCCCCCCCCCCCCCCC"
    names = ["OCC", "CCO", "C", "C[Si](C)(C)C", known]
    pd.DataFrame({"smiles": names, "note": list("abcde")}).to_csv(tmp_path / "new.csv", index=False)
    done = script(home, "predict", tmp_path / "new.csv", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    answered = pd.read_csv(tmp_path / "out/new.csv")
    assert answered["smiles"].tolist() == names
    assert answered["note"].tolist() == list("abcde")
    values = answered["regression_predicted_expt"]
    assert np.isfinite(values).all()
    assert abs(values[0] - values[1]) < 1e-3, "an alcohol is one, from either end"
    assert values[0] < values[2], "an alcohol likes water better than methane does"
    pd.DataFrame({"smiles": ["CCO", "C1CC"]}).to_csv(tmp_path / "bad.csv", index=False)
    refused = script(home, "predict", tmp_path / "bad.csv", "--out", tmp_path / "out")
    assert refused.returncode != 0
    assert "1 of 2 molecules of `smiles` cannot be read: record `1` `C1CC`" in refused.stderr


@pytest.mark.slow
@pytest.mark.xdist_group("digits")
def test_pictures_come_back_as_a_table_with_a_row_each(finished: Home, script: Command, tmp_path: Path) -> None:
    images, truth = load_digits().images[:40], load_digits().target[:40]
    (tmp_path / "new").mkdir()
    for number, image in enumerate(images):
        Image.fromarray(image.astype(np.uint8)).save(tmp_path / f"new/scan_{number:02}.png")
    done = script(finished("digits"), "predict", tmp_path / "new", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    answered = pd.read_csv(tmp_path / "out/predictions.csv", dtype=str)
    assert [Path(record).stem for record in answered["record"]] == [f"scan_{number:02}" for number in range(40)]
    column = next(name for name in answered.columns if set(answered[name]) <= set("0123456789"))
    assert (answered[column] == truth.astype(str)).mean() > 0.9


def dice(one: np.ndarray, other: np.ndarray) -> float:
    return float(2 * np.logical_and(one, other).sum() / (one.astype(bool).sum() + other.astype(bool).sum()))


@pytest.mark.slow
@pytest.mark.xdist_group("nuclei")
def test_images_come_back_as_masks_in_their_own_format(
    finished: Home, script: Command, specs: Path, tmp_path: Path
) -> None:
    images, masks = (specs / f"data/nuclei/{part}/tile_00.tif" for part in ("images", "masks"))
    image, mask = tifffile.imread(images), tifffile.imread(masks)
    tifffile.imwrite(tmp_path / "cells.tif", image)
    Image.fromarray(image).save(tmp_path / "cell.png")
    done = script(
        finished("nuclei"), "predict", tmp_path / "cells.tif", tmp_path / "cell.png", "--out", tmp_path / "out"
    )
    assert done.returncode == 0, done.stderr
    found = tifffile.imread(tmp_path / "out/cells_segmentation.tif")
    assert found.shape == mask.shape
    assert set(np.unique(found)) <= {0, 1}
    assert dice(found, mask) > 0.8
    np.testing.assert_array_equal(np.asarray(Image.open(tmp_path / "out/cell_segmentation.png")), found)


RESIZED = """experiment resized { seed: 1 }
data files as cells { fields {
    image: image("images/*.png", size: 16x16), mask: mask("masks/*.png", classes: [background, cell])
} }
model unet { depth: 1, width: 8 }
task segmentation { predict: cells.mask }
method supervised { epochs: 20, batch: 4, optimizer: adamw(lr: 1e-2) }
validate baselines
"""


@pytest.mark.slow
def test_a_mask_is_as_large_as_its_image(build: Build, script: Command, tmp_path: Path) -> None:
    """Whatever size the network reads; a large bright square is found where it is."""
    for part in ("images", "masks"):
        (tmp_path / part).mkdir()
    for number in range(12):
        mask = np.zeros((48, 32), np.uint8)
        mask[number : number + 24, 4:24] = 1
        Image.fromarray(mask).save(tmp_path / f"masks/{number}.png")
        Image.fromarray(mask * 200).save(tmp_path / f"images/{number}.png")
    home = build(RESIZED, tmp_path)
    assert script(home, "train").returncode == 0
    new = np.zeros((40, 60), np.uint8)
    new[8:30, 20:50] = 200
    Image.fromarray(new).save(tmp_path / "new.png")
    done = script(home, "predict", tmp_path / "new.png", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    found = np.asarray(Image.open(tmp_path / "out/new_segmentation.png"))
    assert found.shape == new.shape
    assert dice(found, new) > 0.8


@pytest.mark.slow
@pytest.mark.xdist_group("nuclei3d")
def test_a_volume_comes_back_as_one_mask(finished: Home, script: Command, specs: Path, tmp_path: Path) -> None:
    """It is cut into tiles on the way, and put together again; no side need be a whole number of tiles."""
    folder = specs / "data/nuclei3d"
    image, mask = (tifffile.imread(folder / f"{name}.tif")[:-3, :, :-5] for name in ("image", "mask"))
    tifffile.imwrite(tmp_path / "embryo.tif", image)
    done = script(finished("nuclei3d"), "predict", tmp_path / "embryo.tif", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    found = tifffile.imread(tmp_path / "out/embryo_segmentation.tif")
    assert found.shape == mask.shape
    assert set(np.unique(found)) <= {0, 1}
    assert dice(found, mask) > 0.6

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import nibabel
import numpy as np
import pandas as pd
import pytest
import tifffile
from PIL import Image

from scic.backends.shared.errors import DataError
from scic.backends.shared.headers import read_header
from scic.backends.shared.pixels import for_each_file, read_labels, read_pixels, read_size, resize, write_pixels

RANDOM = np.random.default_rng(0)
GREY = RANDOM.integers(0, 60_000, (6, 9), dtype=np.uint16)
COLOUR = RANDOM.integers(0, 255, (6, 9, 3), dtype=np.uint8)
STACK = RANDOM.integers(0, 60_000, (5, 6, 9), dtype=np.uint16)


def nifti(array: np.ndarray, kind: type = nibabel.Nifti1Image) -> Callable[[Path], None]:
    return lambda path: nibabel.save(kind(array, np.diag([2.0, 3.0, 4.0, 1.0])), path)


def rotated(path: Path) -> None:
    exif = Image.Exif()
    exif[274] = 6
    Image.fromarray(COLOUR).save(path, exif=exif)


def pages(path: Path) -> None:
    first, *rest = (Image.fromarray(page) for page in STACK)
    first.save(path, save_all=True, append_images=rest)


FILES: dict[str, tuple[str, int, Callable[[Path], None], np.ndarray]] = {
    "png grey": ("a.png", 2, lambda p: Image.fromarray(GREY).save(p), GREY[..., None]),
    "png colour": ("a.png", 2, lambda p: Image.fromarray(COLOUR).save(p), COLOUR),
    "png bits": ("a.png", 2, lambda p: Image.fromarray(GREY > 30_000).save(p), (GREY > 30_000)[..., None] * 255),
    "png upper case": ("A.PNG", 2, lambda p: Image.fromarray(COLOUR).save(p), COLOUR),
    "png on its side": ("a.png", 2, rotated, np.rot90(COLOUR, -1)),
    "tiff 16 bit": ("a.tif", 2, lambda p: tifffile.imwrite(p, GREY, compression="zlib"), GREY[..., None]),
    "tiff float": ("a.tiff", 2, lambda p: tifffile.imwrite(p, GREY / 7), (GREY / 7)[..., None]),
    "tiff colour": ("a.tif", 2, lambda p: tifffile.imwrite(p, COLOUR, photometric="rgb"), COLOUR),
    "tiff planes": (
        "a.tif",
        2,
        lambda p: tifffile.imwrite(p, np.moveaxis(COLOUR, -1, 0), photometric="rgb", planarconfig="separate"),
        COLOUR,
    ),
    "tiff channels": (
        "a.tif",
        2,
        lambda p: tifffile.imwrite(p, STACK, photometric="minisblack", metadata={"axes": "CYX"}),
        np.moveaxis(STACK, 0, -1),
    ),
    "tiff pages": ("a.tif", 3, lambda p: tifffile.imwrite(p, STACK, photometric="minisblack"), STACK[..., None]),
    "tiff pages of pillow": ("a.tif", 3, pages, STACK[..., None]),
    "tiff big": ("a.tif", 3, lambda p: tifffile.imwrite(p, STACK, bigtiff=True), STACK[..., None]),
    "tiff imagej": (
        "a.tif",
        3,
        lambda p: tifffile.imwrite(p, np.stack([STACK, STACK + 1], 1), imagej=True, metadata={"axes": "ZCYX"}),
        np.stack([STACK, STACK + 1], -1),
    ),
    "npy flat": ("a.npy", 2, lambda p: np.save(p, GREY), GREY[..., None]),
    "npy colour": ("a.npy", 2, lambda p: np.save(p, COLOUR), COLOUR),
    "npy volume": ("a.npy", 3, lambda p: np.save(p, np.asfortranarray(STACK)), STACK[..., None]),
    "nifti": ("a.nii.gz", 3, nifti(STACK.T.astype(np.int32)), STACK[..., None]),
    "nifti 2": ("a.nii", 3, nifti(STACK.T.astype(np.int32), nibabel.Nifti2Image), STACK[..., None]),
    "nifti channels": ("a.nii", 3, nifti(np.stack([STACK.T, STACK.T], -1).astype(np.int32)), np.stack([STACK] * 2, -1)),
    "nifti slice": ("a.nii", 2, nifti(GREY.T[..., None].astype(np.int32)), GREY[..., None]),
}


@pytest.mark.parametrize("kind", FILES)
def test_reads_what_was_written_and_the_header_agrees(kind: str, tmp_path: Path) -> None:
    name, rank, write, expected = FILES[kind]
    write(tmp_path / name)
    pixels = read_pixels(tmp_path / name, rank)
    np.testing.assert_allclose(pixels, expected, rtol=1e-6)
    header = read_header(tmp_path / name, rank)
    assert header is not None
    assert (*header.size, header.channels) == expected.shape
    assert read_size(str(tmp_path / name), rank) == expected.shape[:-1]


def test_the_size_of_an_ome_tiff_is_read_all_the_same(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.ome.tif", STACK, ome=True, metadata={"axes": "ZYX"})
    assert read_header(tmp_path / "a.ome.tif", 3) is None
    assert read_size(str(tmp_path / "a.ome.tif"), 3) == STACK.shape


def test_a_jpeg_is_read_nearly_as_it_was(tmp_path: Path) -> None:
    smooth = np.linspace(0, 255, 64 * 64 * 3).reshape(64, 64, 3).astype(np.uint8)
    Image.fromarray(smooth).save(tmp_path / "a.jpg", quality=95)
    assert np.abs(read_pixels(tmp_path / "a.jpg", 2).astype(int) - smooth).mean() < 4


@pytest.mark.parametrize("read", [read_pixels, read_header])
def test_a_stack_is_no_image_and_a_flat_file_no_volume(tmp_path: Path, read: Callable[[Path, int], object]) -> None:
    tifffile.imwrite(tmp_path / "stack.tif", STACK, photometric="minisblack")
    with pytest.raises(DataError, match=r"stack\.tif` has 5 pages") as error:
        read(tmp_path / "stack.tif", 2)
    assert "volume" in error.value.remedy
    tifffile.imwrite(tmp_path / "flat.tif", GREY)
    with pytest.raises(DataError, match=r"flat\.tif` is flat"):
        read(tmp_path / "flat.tif", 3)


@pytest.mark.parametrize("read", [read_pixels, read_header])
@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "a.npy", "a.nii", "a.nii.gz"])
@pytest.mark.parametrize("data", [b"", b"nonsense, and not a little of it" * 20])
def test_a_broken_file_is_named(tmp_path: Path, name: str, data: bytes, read: Callable[[Path, int], object]) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DataError, match=f"{name}` cannot be read as"):
        read(tmp_path / name, 2)


@pytest.mark.parametrize("kind", ["png colour", "tiff 16 bit", "npy volume", "nifti"])
def test_a_file_cut_short_is_named(kind: str, tmp_path: Path) -> None:
    name, rank, write, _ = FILES[kind]
    write(tmp_path / name)
    os.truncate(tmp_path / name, (tmp_path / name).stat().st_size - 40)
    with pytest.raises(DataError, match="cannot be read as"):
        read_pixels(tmp_path / name, rank)


def test_an_unknown_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    with pytest.raises(DataError, match="no image file"):
        read_pixels(tmp_path / "a.txt", 2)


def test_labels_keep_their_numbers(tmp_path: Path) -> None:
    labels = np.array([[0, 1, 2], [3, 3, 7]], dtype=np.uint8)
    palette = Image.fromarray(labels, mode="P")
    palette.putpalette([200, 10, 10] * 256)
    palette.save(tmp_path / "palette.png")
    Image.fromarray(np.stack([labels] * 3 + [np.full_like(labels, 255)], -1)).save(tmp_path / "grey.png")
    Image.fromarray(labels > 1).save(tmp_path / "bits.png")
    np.save(tmp_path / "float.npy", labels.astype(float))
    assert (read_labels(tmp_path / "palette.png") == labels).all()
    assert (read_labels(tmp_path / "grey.png") == labels).all()
    assert (read_labels(tmp_path / "bits.png") == (labels > 1)).all()
    assert (read_labels(tmp_path / "float.npy") == labels).all()


def test_labels_may_be_deep(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "deep.tif", STACK, photometric="minisblack")
    nifti(STACK.T.astype(np.int32))(tmp_path / "deep.nii.gz")
    assert (read_labels(tmp_path / "deep.tif") == STACK).all()
    assert (read_labels(tmp_path / "deep.nii.gz") == STACK).all()


def test_labels_in_colour_or_with_fractions_are_refused(tmp_path: Path) -> None:
    Image.fromarray(COLOUR).save(tmp_path / "colour.png")
    np.save(tmp_path / "half.npy", np.full((3, 3), 0.5))
    with pytest.raises(DataError, match="in colour"):
        read_labels(tmp_path / "colour.png")
    with pytest.raises(DataError, match="fractions"):
        read_labels(tmp_path / "half.npy")


def test_resizing_keeps_brightness_and_does_not_alias() -> None:
    stripes = np.tile([0.0, 1.0], 32)[None, :, None].repeat(64, axis=0)
    small = resize(stripes, (16, 16), labels=False)
    assert small.shape == (16, 16, 1)
    np.testing.assert_allclose(small, 0.5, atol=0.1)


def test_resizing_labels_makes_no_new_ones() -> None:
    labels = np.kron(np.array([[0, 5], [9, 2]]), np.ones((4, 4), int))
    larger = resize(labels, (16, 16), labels=True)
    assert (larger == np.kron(np.array([[0, 5], [9, 2]]), np.ones((8, 8), int))).all()


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.npy"])
def test_labels_are_written_as_the_kind_of_their_image(tmp_path: Path, name: str) -> None:
    labels = np.arange(12).reshape(3, 4) * 30
    written = write_pixels(tmp_path / "maps" / "out.v1", labels, tmp_path / name, labels=True)
    assert written == tmp_path / "maps" / f"out.v1{Path(name).suffix}"
    assert (read_labels(written) == labels).all()
    assert read_labels(written).dtype == np.uint16


def test_labels_beside_a_jpeg_become_a_png(tmp_path: Path) -> None:
    written = write_pixels(tmp_path / "out.jpg", np.eye(4, dtype=np.int64), tmp_path / "a.jpg", labels=True)
    assert written.name == "out.png"
    assert (read_labels(written) == np.eye(4)).all()


def test_fractions_beside_a_png_become_a_tiff(tmp_path: Path) -> None:
    written = write_pixels(tmp_path / "out", np.full((3, 4), 0.25), tmp_path / "a.png", labels=True)
    assert written.suffix == ".tif"
    assert (read_pixels(written, 2) == 0.25).all()


def test_a_nifti_map_lies_where_its_image_lies(tmp_path: Path) -> None:
    nifti(STACK.T.astype(np.int32))(tmp_path / "a.nii.gz")
    written = write_pixels(tmp_path / "out", (STACK > 30_000).astype(np.int64), tmp_path / "a.nii.gz", labels=True)
    image = nibabel.load(written)
    assert written.name == "out.nii.gz"
    assert (image.affine == np.diag([2, 3, 4, 1])).all()
    assert image.get_data_dtype() == np.uint8
    assert (read_labels(written) == (STACK > 30_000)).all()


def test_each_file_is_opened_once() -> None:
    column = pd.Series(["b", "a", "b"], name="image")
    assert for_each_file(column, lambda cell, rows: (cell, rows)) == [("b", [0, 2]), ("a", [1])]


def test_a_record_without_a_file_is_named() -> None:
    with pytest.raises(DataError, match="record `r2` has no image"):
        for_each_file(pd.Series(["a", np.nan], index=["r1", "r2"], name="image"), lambda cell, rows: None)


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.npy"])
def test_intensities_keep_the_type_of_their_image(tmp_path: Path, name: str) -> None:
    """Rounded, and cut off where the type ends; a type is kept even where a smaller one would do."""
    for kind in (np.uint8, np.uint16):
        like = write_pixels(tmp_path / "like", np.full((3, 4), np.iinfo(kind).max), tmp_path / name, labels=True)
        array = np.array([-3.2, 7.6, 1e9, 12.0] * 3).reshape(3, 4, 1)
        written = write_pixels(tmp_path / "out", array, like, labels=False)
        assert written.suffix == like.suffix
        found = read_pixels(written, 2)
        assert found.dtype == kind
        assert found[0, :, 0].tolist() == [0, 8, np.iinfo(kind).max, 12]


def test_colours_and_fractions_come_back_as_they_were(tmp_path: Path) -> None:
    colours = np.random.default_rng(1).integers(0, 255, (5, 6, 3), dtype=np.uint8)
    Image.fromarray(colours).save(tmp_path / "a.png")
    written = write_pixels(tmp_path / "out", colours + 0.2, tmp_path / "a.png", labels=False)
    assert written.suffix == ".png"
    assert (read_pixels(written, 2) == colours).all()
    fractions = np.random.default_rng(1).normal(size=(5, 6, 2)).astype(np.float32)
    np.save(tmp_path / "a.npy", fractions)
    written = write_pixels(tmp_path / "out", fractions, tmp_path / "a.npy", labels=False)
    assert (read_pixels(written, 2) == fractions).all()
    tifffile.imwrite(tmp_path / "a.tif", fractions[..., 0])
    written = write_pixels(tmp_path / "colours", fractions, tmp_path / "a.tif", labels=False)
    assert (read_pixels(written, 2) == fractions).all()


def test_a_nifti_volume_of_intensities_lies_where_its_image_lies(tmp_path: Path) -> None:
    nifti(STACK.T.astype(np.int32))(tmp_path / "a.nii.gz")
    written = write_pixels(tmp_path / "out", STACK[..., None] + 0.3, tmp_path / "a.nii.gz", labels=False)
    assert (read_pixels(written, 3)[..., 0] == STACK).all()
    assert nibabel.load(written).get_data_dtype() == np.int32

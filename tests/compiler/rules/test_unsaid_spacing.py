from __future__ import annotations

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest
import tifffile

from .conftest import Advise

UNET = "model unet { depth: 2, width: 4 }"


def study(name: str, spacing: str = "", model: str = UNET) -> dict[str, str]:
    return {
        "data": f"""data files as scans {{
          fields {{
            image: volume("images/{name}"{spacing})
            mask: mask("masks/scan.tif", classes: [background, cell])
          }}
          tile: 8x8x8
          split: spans(axis: 1)
        }}""",
        "model": model,
        "task": "task segmentation { predict: scans.mask }",
        "method": "method supervised { batch: 2 }",
    }


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """A mask; the volume beside it is written by the test."""
    for folder in ("images", "masks"):
        (tmp_path / folder).mkdir()
    tifffile.imwrite(tmp_path / "masks/scan.tif", np.zeros((8, 32, 16), np.uint8))
    return tmp_path


def write_nifti(path: Path, spacing: tuple[float, ...], order: str = "<") -> None:
    """Zeros of (8, 32, 16) whose header states (depth, height, width)."""
    head = bytearray(352)
    struct.pack_into(f"{order}i", head, 0, 348)
    struct.pack_into(f"{order}8h", head, 40, 3, 16, 32, 8, 1, 1, 1, 1)
    struct.pack_into(f"{order}2h", head, 70, 2, 8)
    struct.pack_into(f"{order}8f", head, 76, 1, *spacing[::-1], 1, 1, 1, 1)
    struct.pack_into(f"{order}f", head, 108, 352)
    head[344:348] = b"n+1\0"
    body = bytes(head) + bytes(8 * 32 * 16)
    path.write_bytes(gzip.compress(body) if path.suffix == ".gz" else body)


@pytest.mark.parametrize(("name", "order"), [("scan.nii", "<"), ("scan.nii", ">"), ("scan.nii.gz", "<")])
def test_a_header_of_nifti_is_held_against_the_spec(advise: Advise, scans: Path, name: str, order: str) -> None:
    write_nifti(scans / "images" / name, (5, 0.5, 0.5), order)
    found = advise(**study(name))
    assert list(found) == ["SCI517"]
    assert "`image` lie 5x0.5x0.5 apart" in found["SCI517"].message()
    assert "spacing: 5x0.5x0.5" in found["SCI517"].help()
    assert advise(**study(name, ", spacing: 5x0.5x0.5mm")) == {}


def test_so_is_a_tiff_of_imagej(advise: Advise, scans: Path) -> None:
    volume = np.zeros((8, 32, 16), np.uint8)
    tifffile.imwrite(
        scans / "images/scan.tif",
        volume,
        imagej=True,
        resolution=(4, 4),
        metadata={"spacing": 1.0, "unit": "um", "axes": "ZYX"},
    )
    assert "lie 1x0.25x0.25 apart" in advise(**study("scan.tif"))["SCI517"].message()
    tifffile.imwrite(scans / "images/scan.tif", volume, imagej=True, metadata={"axes": "ZYX"})
    assert advise(**study("scan.tif")) == {}


def test_a_volume_of_long_fractions_which_not_every_reader_opens_states_nothing(advise: Advise, scans: Path) -> None:
    tifffile.imwrite(scans / "images/fractions.tif", np.zeros((8, 32, 16), np.float64))
    assert advise(**study("fractions.tif")) == {}


def test_of_a_derived_volume_the_one_that_it_is_made_from_is_to_say_it(advise: Advise, scans: Path) -> None:
    write_nifti(scans / "images/scan.nii", (5, 0.5, 0.5))
    parts = study("scan.nii")
    parts["data"] = """data files as scans {
      fields { image: volume("images/scan.nii"), noisy: noise(of: image, deviation: 9) }
      tile: 8x8x8
      split: spans(axis: 1)
    }"""
    parts["model"] = "model unet { inputs: [scans.noisy], depth: 2, width: 4, normalization: none }"
    parts["task"] = "task denoising { predict: scans.noisy, clean: scans.image }"
    parts["method"] = "method noise2self { batch: 2 }"
    assert "`image` lie 5x0.5x0.5 apart" in advise(**parts)["SCI517"].message()


def test_a_network_that_keeps_its_grid_need_not_know(advise: Advise, scans: Path) -> None:
    write_nifti(scans / "images/scan.nii", (5, 0.5, 0.5))
    assert advise(**study("scan.nii", model="model cnn { widths: [4], pool: none, normalization: group }")) == {}


@pytest.mark.parametrize("spacing", [(1.9, 1, 1), (0, 1, 1)])
def test_voxels_that_are_nearly_cubes_or_of_no_size_are_sound(
    advise: Advise, scans: Path, spacing: tuple[float, ...]
) -> None:
    write_nifti(scans / "images/scan.nii", spacing)
    assert advise(**study("scan.nii")) == {}

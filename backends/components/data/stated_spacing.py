"""How far apart voxels lie, by what the header of a volume says."""

from __future__ import annotations

import re
import struct
from pathlib import Path

from PIL import Image

from scic.backends.shared.headers import nifti_numbers
from scic.backends.shared.suffixes import NIFTI, TIFF, suffix_of

_DESCRIPTION, _ALONG_X, _ALONG_Y = 270, 282, 283


def stated_spacing(path: Path) -> tuple[float, ...] | None:
    """The spacing (depth, height, width) that a NIfTI file or a TIFF of ImageJ states; None where it states none."""
    read = _nifti if suffix_of(path) in NIFTI else _imagej if suffix_of(path) in TIFF else None
    try:
        found = read(path) if read is not None else None
    except (OSError, ValueError, ArithmeticError, struct.error):  # what states no spacing that can be read states none
        return None
    return found if found is not None and all(distance > 0 for distance in found) else None


def _nifti(path: Path) -> tuple[float, ...]:
    _, x, y, z, *_ = nifti_numbers(path, {348: ("8f", 76), 540: ("8d", 104)})
    return (z, y, x)


def _imagej(path: Path) -> tuple[float, ...] | None:
    with Image.open(path) as image:
        tags = image.tag_v2  # type: ignore[attr-defined]  # a TIFF has them
        description = str(tags.get(_DESCRIPTION, ""))
        per_unit = [tags.get(tag) for tag in (_ALONG_Y, _ALONG_X)]
    between = re.search(r"^spacing=([0-9.eE+-]+)", description, re.MULTILINE)
    if not description.startswith("ImageJ=") or between is None or not all(per_unit):
        return None
    return (float(between.group(1)), *(1 / float(count) for count in per_unit))

"""The size and the channels of an image file, from its header alone."""

from __future__ import annotations

import ast
import gzip
import json
import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from scic.backends.shared.errors import DataError
from scic.backends.shared.suffixes import NIFTI, NUMPY, PICTURES, SUFFIXES, TIFF, suffix_of

_SIDEWAYS = (5, 6, 7, 8)
_WIDTH, _HEIGHT, _DESCRIPTION, _SAMPLES, _PLANAR = 256, 257, 270, 277, 284
_FLAT, _CHANNELS_LAST = "HW", "HWC"


@dataclass(frozen=True)
class Header:
    """What a file holds: pixels along each axis, slowest first, and channels."""

    size: tuple[int, ...]
    channels: int


def read_header(path: Path, rank: int) -> Header | None:
    """The header of an image (`rank` 2) or a volume (`rank` 3); None where only a full reader knows it.

    Raises DataError for a file that cannot be read, of an unknown kind, or of another rank.
    """
    suffix = suffix_of(path)
    try:
        if suffix in PICTURES:
            shape, axes = _picture(path)
        elif suffix in TIFF:
            known = _tiff(path)
            if known is None:
                return None
            shape, axes = known
        elif suffix in NUMPY:
            shape = _numpy(path)
            axes = numpy_axes(len(shape), rank, path)
        elif suffix in NIFTI:
            shape = _nifti(path)
            axes = nifti_axes(len(shape))
        else:
            raise DataError(f"`{path}` is no image file", f"give files that end in {', '.join(SUFFIXES)}")
    except (DataError, MemoryError):
        raise
    except Exception as error:  # a broken header breaks each reader in its own way
        raise unreadable(path, error) from None
    *space, channel = axis_order(shape, axes, rank, path)
    size = tuple(shape[axis] for axis in space if axis is not None)
    return Header(size, 1 if channel is None else shape[channel])


def unreadable(path: Path, error: Exception) -> DataError:
    """The error of a file that cannot be read as the image that its name promises."""
    reason = str(error) or type(error).__name__
    return DataError(f"`{path}` cannot be read as {suffix_of(path)}: {reason}", "replace it or leave it out")


def axis_order(shape: Sequence[int], axes: str, rank: int, path: Path) -> list[int | None]:
    """The axis of the file for each axis of (D,) H, W, C; None for channels that the file does not have.

    `axes` has a letter of D, H, W, C for each axis of the file. Raises DataError where the rank is another.
    """
    space = "DHW"[-rank:]
    places: dict[str, int] = {}
    for place, (length, letter) in enumerate(zip(shape, axes, strict=True)):
        if length == 1 and (letter not in space or letter in places):
            continue
        if letter in places and shape[places[letter]] > 1:
            what = "slices" if letter == "D" else "channels"
            raise DataError(f"`{path}` has two axes of {what}, its shape is {tuple(shape)}", "save one image a file")
        places[letter] = place
    if "D" in places and rank == 2:
        raise DataError(
            f"`{path}` has {shape[places['D']]} pages, an image has one",
            "read it with `volume(...)`, or save one page a file",
        )
    if any(letter not in places for letter in space):
        raise DataError(f"`{path}` is flat, its shape is {tuple(shape)}", "read it with `image(...)`")
    return [places.get(letter) for letter in (*space, "C")]


def plain_mode(image: Image.Image) -> str:
    """The mode that a picture is read in: palettes become colours, everything else stays."""
    if image.mode == "P":
        return "RGBA" if "transparency" in image.info else "RGB"
    return {"1": "L", "CMYK": "RGB", "YCbCr": "RGB", "HSV": "RGB", "LAB": "RGB", "PA": "RGBA"}.get(
        image.mode, image.mode
    )


def _picture(path: Path) -> tuple[tuple[int, ...], str]:
    with Image.open(path) as image:
        width, height = image.size
        if image.getexif().get(ExifTags.Base.Orientation) in _SIDEWAYS:
            width, height = height, width
        return (height, width, len(Image.new(plain_mode(image), (1, 1)).getbands())), _CHANNELS_LAST


def numpy_axes(dimensions: int, rank: int, path: Path) -> str:
    """The axes of a NumPy array: (D,) H, W, and C last where there is one axis more."""
    known = {(2, 2): _FLAT, (2, 3): _FLAT, (3, 2): _CHANNELS_LAST, (3, 3): "DHW", (4, 3): "DHWC"}
    if (dimensions, rank) not in known:
        raise DataError(
            f"`{path}` has {dimensions} axes",
            "save an image as (height, width) and a volume as (depth, height, width), channels last",
        )
    return known[dimensions, rank]


def _numpy(path: Path) -> tuple[int, ...]:
    with path.open("rb") as file:
        magic = file.read(8)
        if magic[:6] != b"\x93NUMPY":
            raise OSError("it does not begin like a NumPy file")
        length = "<H" if magic[6] == 1 else "<I"
        (size,) = struct.unpack(length, file.read(struct.calcsize(length)))
        described = ast.literal_eval(file.read(size).decode("latin1").strip())
    return tuple(described["shape"])


def nifti_axes(dimensions: int) -> str:
    """The axes of a NIfTI image: x, y, z, then channels."""
    return "WHDCCCC"[:dimensions]


def nifti_numbers(path: Path, places: Mapping[int, tuple[str, int]]) -> tuple[Any, ...]:
    """Numbers of the header of a NIfTI file: `places` has their form and their place for each size of a header.

    Raises OSError for a file that does not begin like one.
    """
    with path.open("rb") as file:
        head = gzip.GzipFile(fileobj=file).read(540) if suffix_of(path) == ".nii.gz" else file.read(540)
    for order in "<>":
        (size,) = struct.unpack(f"{order}i", head[:4])
        if size in places:
            form, start = places[size]
            return struct.unpack_from(f"{order}{form}", head, start)
    raise OSError("it does not begin like a NIfTI file")


def _nifti(path: Path) -> tuple[int, ...]:
    count, *dimensions = nifti_numbers(path, {348: ("8h", 40), 540: ("8q", 16)})
    return tuple(dimensions[:count])


def _tiff(path: Path) -> tuple[tuple[int, ...], str] | None:
    """The shape and the axes of a TIFF: its pages, and what ImageJ or tifffile wrote about them."""
    with path.open("rb") as file:
        head = file.read(8)
        if head[:4] == b"MM\x00\x2b":
            return None
        if head[2:3] == b"\x2b":
            head += file.read(8)
        directory = ImageFileDirectory_v2(head)
        first: dict[int, Any] = {}
        pages, seen = 0, set()
        while directory.next and directory.next not in seen:
            seen.add(directory.next)
            file.seek(directory.next)
            directory.load(file)
            page = {tag: directory.get(tag) for tag in (_WIDTH, _HEIGHT, _SAMPLES, _PLANAR, _DESCRIPTION)}
            first = first or page
            # a thumbnail beside the image is no page of it
            pages += page[_WIDTH] == first[_WIDTH] and page[_HEIGHT] == first[_HEIGHT]
    if not first or first[_WIDTH] is None or first[_HEIGHT] is None:
        raise OSError("it has no page")
    description = str(first[_DESCRIPTION] or "")
    if "<OME" in description:
        return None
    samples = first[_SAMPLES] or 1
    plane: tuple[tuple[int, ...], str] = ((first[_HEIGHT], first[_WIDTH]), _FLAT)
    if samples > 1:
        separate = first[_PLANAR] == 2
        plane = ((samples, *plane[0]), "CHW") if separate else ((*plane[0], samples), _CHANNELS_LAST)
    outer, letters = _stacked(description, pages, prod(plane[0]))
    return (*outer, *plane[0]), letters + plane[1]


def _stacked(description: str, pages: int, plane: int) -> tuple[tuple[int, ...], str]:
    """The axes around one page; `plane` is how many numbers a page holds."""
    if description.startswith("ImageJ="):
        said = dict(re.findall(r"^(channels|slices|frames)=(\d+)", description, re.MULTILINE))
        outer = tuple(int(said.get(key, 1)) for key in ("frames", "slices", "channels"))
        return (outer, "DDC") if prod(outer) > 1 else ((pages,), "D")
    if description.startswith("{"):
        return _written(description, plane) or ((pages,), "D")
    return (pages,), "D"


def _written(description: str, plane: int) -> tuple[tuple[int, ...], str] | None:
    """The axes around one page as tifffile writes them: the shape of the whole, and at times its axes."""
    try:
        said = json.loads(description)
    except ValueError:
        return None
    shape = tuple(said.get("shape", ()))
    axes = str(said.get("axes", ""))
    letters = tiff_axes(axes) if len(axes) == len(shape) else "D" * len(shape)
    for cut in range(len(shape)):
        if prod(shape[cut:]) == plane:
            return shape[:cut], letters[:cut]
    return None


def tiff_axes(letters: str) -> str:
    """The axes of a TIFF in our letters; an axis that is no place and no channel counts slices."""
    return "".join({"Y": "H", "X": "W", "S": "C", "C": "C"}.get(letter, "D") for letter in letters)

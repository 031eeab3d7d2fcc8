"""Reads and writes image files: PNG, JPEG, TIFF, NumPy and NIfTI."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from PIL import Image, ImageOps
from scipy import ndimage

from scic.backends.shared.errors import DataError
from scic.backends.shared.headers import (
    axis_order,
    nifti_axes,
    numpy_axes,
    plain_mode,
    read_header,
    tiff_axes,
    unreadable,
)
from scic.backends.shared.suffixes import NIFTI, NUMPY, PICTURES, SUFFIXES, TIFF, suffix_of, without_suffix

Cell = str | np.ndarray
"""An image in a table of records: the path of its file, or its pixels."""

T = TypeVar("T")


def read_pixels(path: Path, rank: int) -> np.ndarray:
    """The raw intensities of an image (H, W, C), `rank` 2, or a volume (D, H, W, C), `rank` 3.

    Pillow reads colours of 16 bits as 8; keep those in TIFF files. Raises DataError for a file that cannot be
    read or has another rank.
    """
    array, axes = _read(path, rank, labels=False)
    return _arranged(array, axes, rank, path)


def read_labels(path: Path) -> np.ndarray:
    """The whole numbers of a mask, (H, W) or (D, H, W).

    A palette's colours are left out: their numbers count. Raises DataError for colours and for fractions.
    """
    if suffix_of(path) in NUMPY:
        array = _load(path, lambda: np.asarray(np.load(path, allow_pickle=False)))
        rank = array.ndim
    else:
        array, axes = _read(path, 3, labels=True)
        sizes = zip(axes, array.shape, strict=True)
        rank = 3 if any(letter == "D" and size > 1 for letter, size in sizes) else 2
        array = _arranged(array, axes, rank, path)
        if (array != array[..., :1]).any():
            raise DataError(f"the mask `{path}` is in colour", "save the number of the class in each pixel")
        array = array[..., 0]
    if rank not in (2, 3):
        raise DataError(f"the mask `{path}` has {rank} axes", "save it as (height, width) or (depth, height, width)")
    return _whole(array, path)


def _whole(array: np.ndarray, path: Path) -> np.ndarray:
    if array.dtype.kind in "iu":
        return array
    whole = array.astype(np.int64) if np.isfinite(array).all() else None
    if whole is None or (whole != array).any():
        raise DataError(f"the mask `{path}` holds fractions", "save whole numbers, one for each class")
    return whole


def _load(path: Path, read: Callable[[], T]) -> T:
    """Read a file; a broken one becomes a DataError."""
    try:
        return read()
    except (DataError, MemoryError):
        raise
    except Exception as error:  # every decoder has errors of its own
        raise unreadable(path, error) from error


def _read(path: Path, rank: int, *, labels: bool) -> tuple[np.ndarray, str]:
    suffix = suffix_of(path)
    if suffix in PICTURES:
        return _load(path, lambda: _picture(path, labels=labels))
    # the libraries below are imported where they are used: few projects need them all
    if suffix in TIFF:
        return _load(path, lambda: _tiff(path))
    if suffix in NUMPY:
        array = _load(path, lambda: np.asarray(np.load(path, allow_pickle=False)))
        return array, numpy_axes(array.ndim, rank, path)
    if suffix in NIFTI:
        return _load(path, lambda: _nifti(path))
    raise DataError(f"`{path}` is no image file", f"give files that end in {', '.join(SUFFIXES)}")


def _picture(path: Path, *, labels: bool) -> tuple[np.ndarray, str]:
    with Image.open(path) as opened:
        image = ImageOps.exif_transpose(opened)
        if labels and image.mode == "P":
            return np.asarray(image), "HW"
        if labels and image.mode == "1":
            return np.asarray(image).astype(np.uint8), "HW"
        opaque = {"LA": "L", "RGBA": "RGB"} if labels else {}
        mode = plain_mode(image)
        array = np.asarray(image.convert(opaque.get(mode, mode)))
    return array, "HW" if array.ndim == 2 else "HWC"


def _tiff(path: Path) -> tuple[np.ndarray, str]:
    import tifffile

    with tifffile.TiffFile(path) as file:
        series = file.series[0]
        return series.asarray(), tiff_axes(series.axes)


def _nifti(path: Path) -> tuple[np.ndarray, str]:
    import nibabel

    image: Any = nibabel.load(path)
    array = np.asarray(image.dataobj)
    return array, nifti_axes(array.ndim)


def _arranged(array: np.ndarray, axes: str, rank: int, path: Path) -> np.ndarray:
    """The array with its axes in the order (D,) H, W, C."""
    order = axis_order(array.shape, axes, rank, path)
    used = [axis for axis in order if axis is not None]
    rest = [axis for axis in range(array.ndim) if axis not in used]
    shape = [1 if axis is None else array.shape[axis] for axis in order]
    return array.transpose(used + rest).reshape(shape)


def read_size(cell: Cell, rank: int) -> tuple[int, ...]:
    """The pixels along each axis of an image, without reading them where the header tells."""
    if isinstance(cell, np.ndarray):
        return cell.shape[:rank]
    header = read_header(Path(cell), rank)
    return read_pixels(Path(cell), rank).shape[:rank] if header is None else header.size


def resize(array: np.ndarray, size: Sequence[int], *, labels: bool) -> np.ndarray:
    """An array at another size along its first axes; labels keep their values, intensities are smoothed."""
    if array.shape[: len(size)] == tuple(size):
        return array
    shape = (*size, *array.shape[len(size) :])
    factors = [new / old for new, old in zip(shape, array.shape, strict=True)]
    if labels:
        return np.asarray(ndimage.zoom(array, factors, order=0, mode="nearest", grid_mode=True))
    blur = [max(0.0, (1 / factor - 1) / 2) for factor in factors]
    smooth = ndimage.gaussian_filter(array.astype(np.float32), blur, mode="nearest")
    return np.asarray(ndimage.zoom(smooth, factors, order=1, mode="nearest", grid_mode=True))


def for_each_file(column: pd.Series, work: Callable[[Cell, list[int]], T]) -> list[T]:
    """What `work` gives for each file of a column and the rows that name it; each file is opened once.

    The files are read side by side. Raises DataError where a record has none.
    """
    rows: dict[Any, list[int]] = {}
    for position, cell in enumerate(column):
        if not isinstance(cell, str | np.ndarray):
            raise DataError(
                f"record `{column.index[position]}` has no {column.name}",
                "add the file, or leave the record out",
            )
        rows.setdefault(cell if isinstance(cell, str) else id(cell), []).append(position)
    cells: list[Cell] = [column.iloc[positions[0]] for positions in rows.values()]
    with ThreadPoolExecutor() as pool:
        return list(pool.map(work, cells, rows.values()))


def write_pixels(path: Path, array: np.ndarray, like: Path, *, labels: bool) -> Path:
    """Write an array over (H, W) or (D, H, W) as the kind of file that `like` is; gives the path with that ending.

    Labels have no channels, and are stored in the smallest type that holds them; intensities have channels last, and
    are stored as the type of number that `like` has, rounded and cut off at its limits. What the kind cannot hold
    (numbers with a fraction, depth, or anything in a JPEG, which would blur it) goes to a TIFF or PNG. A NIfTI file
    keeps the affine of `like`.
    """
    stored = _smallest(array) if labels else _alike(array, like)
    return _write(path, stored, like, colour=not labels and stored.ndim > array.ndim - 1)


def write_numbers(path: Path, array: np.ndarray, like: Path) -> Path:
    """Write several numbers a pixel, (*space, k), with their fractions, as the kind of file that `like` is.

    Gives the path with its ending: a picture of PNG or JPEG becomes a TIFF. A NIfTI file keeps the affine of `like`.
    """
    return _write(path, array.astype(np.float32), like, colour=True)


def _write(path: Path, stored: np.ndarray, like: Path, *, colour: bool) -> Path:
    """Write an array over (*space) or, in `colour`, (*space, C); gives the path with the ending of its kind."""
    suffix = suffix_of(like)
    if suffix in PICTURES:
        grey = stored.ndim == 2 and stored.dtype in (np.uint8, np.uint16)
        plain = grey or (colour and stored.dtype == np.uint8 and stored.shape[-1] in (3, 4))
        suffix = ".png" if plain else ".tif"
    elif suffix not in SUFFIXES:
        suffix = ".tif"
    target = path.with_name(without_suffix(path.name) + suffix)
    target.parent.mkdir(parents=True, exist_ok=True)
    if suffix == ".png":
        Image.fromarray(stored).save(target)
    elif suffix in NUMPY:
        np.save(target, stored)
    elif suffix in NIFTI:
        import nibabel

        original: Any = nibabel.load(like)
        space = range(stored.ndim - colour)
        turned = stored.transpose(*reversed(space), *([stored.ndim - 1] if colour else []))
        nibabel.save(type(original)(turned, original.affine), target)
    else:
        import tifffile

        axes = "ZYX"[-(stored.ndim - colour) :] + ("C" if colour else "")
        tifffile.imwrite(target, stored, photometric="minisblack", compression="zlib", metadata={"axes": axes})
    return target


def _alike(array: np.ndarray, like: Path) -> np.ndarray:
    """Intensities (*space, C) as the type of number that a file holds; a lone channel is no axis."""
    plain = array[..., 0] if array.shape[-1] == 1 else array
    kind = read_pixels(like, array.ndim - 1).dtype
    if kind.kind not in "iu":
        return plain.astype(np.float32)
    limits = np.iinfo(kind)
    return plain.round().clip(limits.min, limits.max).astype(kind)


def _smallest(array: np.ndarray) -> np.ndarray:
    if array.dtype.kind == "f":
        return array.astype(np.float32)
    if array.dtype.kind == "b":
        return array.astype(np.uint8)
    if array.size and array.min() < 0:
        return array.astype(np.int32)
    return array.astype(np.min_scalar_type(int(array.max(initial=0))))

"""The kinds of image file, told by the ends of their names."""

from __future__ import annotations

from pathlib import PurePath

PICTURES = (".png", ".jpg", ".jpeg", ".bmp")
TIFF = (".tif", ".tiff")
NUMPY = (".npy",)
NIFTI = (".nii.gz", ".nii")
SUFFIXES = (*PICTURES, *TIFF, *NUMPY, *NIFTI)


def suffix_of(path: str | PurePath) -> str:
    """The end of a file's name in lower case, `.nii.gz` in one piece."""
    name = PurePath(path).name.lower()
    return next((suffix for suffix in SUFFIXES if name.endswith(suffix)), PurePath(name).suffix)


def without_suffix(name: str) -> str:
    """A name without the end that tells an image file."""
    suffix = suffix_of(name)
    return name[: -len(suffix)] if suffix in SUFFIXES else name

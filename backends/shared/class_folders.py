"""Finds the images of a folder that has a folder for each class."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scic.backends.shared.errors import DataError
from scic.backends.shared.suffixes import SUFFIXES, suffix_of

PARTS = {
    "train": "train",
    "training": "train",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
    "test": "test",
    "testing": "test",
}
"""Names of a folder that stands for a part of the data."""


@dataclass(frozen=True)
class Picture:
    """One image: its name below the folder, its path, its class, and its part where the folder states one."""

    name: str
    path: str
    label: str
    part: str | None


def _folders(path: Path) -> list[Path]:
    return sorted(entry for entry in path.iterdir() if entry.is_dir() and not entry.name.startswith("."))


def pictures(root: Path) -> list[Picture]:
    """The images below `root/CLASS` or `root/PART/CLASS`, sorted by name.

    Raises DataError where there is no such folder, no class, or a class without an image.
    """
    if not root.is_dir():
        what = "is a file, not a folder" if root.exists() else "does not exist"
        raise DataError(f"`{root}` {what}", "give a folder that holds a folder of images for each class")
    first = _folders(root)
    parted = any(folder.name.lower() in ("train", "training") for folder in first) and all(
        folder.name.lower() in PARTS for folder in first
    )
    classes = (
        [(PARTS[part.name.lower()], label) for part in first for label in _folders(part)]
        if parted
        else [(None, label) for label in first]
    )
    if not classes:
        raise DataError(f"`{root}` holds no folders", "put the images of each class in a folder of its name")
    found: list[Picture] = []
    for part, folder in classes:
        files = sorted(
            file
            for file in folder.rglob("*")
            if suffix_of(file) in SUFFIXES and not file.name.startswith(".") and file.is_file()
        )
        if not files:
            raise DataError(
                f"the class folder `{folder}` holds no images",
                f"add images ({', '.join(SUFFIXES)}), or remove the folder",
            )
        for file in files:
            name = file.relative_to(root).as_posix()
            found.append(Picture(name, str(file.absolute()), folder.name, part))
    return found

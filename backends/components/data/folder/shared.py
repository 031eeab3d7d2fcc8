"""Finds images in a folder that has a folder for each class."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from scic.backends.shared.class_folders import pictures


def read_folder(path: Path) -> pd.DataFrame:
    """The images below `path`, named by their paths in it, with the columns `image` and `class`.

    Where the first level is train, validation and test, there is a column `split` too. Raises DataError where
    the folder has no classes, or a class has no image.
    """
    found = pictures(path)
    records = pd.DataFrame(
        {"image": [picture.path for picture in found], "class": [picture.label for picture in found]},
        index=pd.Index([picture.name for picture in found], name="record"),
    )
    if found[0].part is not None:
        records["split"] = [picture.part for picture in found]
    return records

"""Reads images and their boxes from an annotation file in the format of COCO."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from scic.backends.components.data.coco.annotations import read_annotations
from scic.backends.shared.errors import DataError
from scic.backends.shared.marked import Marked
from scic.backends.shared.pixels import read_size
from scic.backends.shared.suffixes import without_suffix


def read_coco(path: Path, root: Path, *, images: str) -> pd.DataFrame:
    """The images of the annotation file at `path`, with the columns `image`, a path, and `boxes`, `Marked`.

    The images are in the folder `images`, which starts at `root`; each record is called after its file. Raises
    DataError for annotations that do not add up, and for files that are not there.
    """
    folder = root / images
    names, files, marked = [], [], []
    for picture in read_annotations(path):
        file = (folder / picture.file).absolute()
        if not file.is_file():
            raise DataError(f"`{path}` names `{picture.file}`, which is no file in `{folder}`", "put the file there")
        height, width = picture.size or read_size(str(file), 2)
        names.append(without_suffix(picture.file))
        files.append(str(file))
        labels = tuple(box.label for box in picture.boxes)
        marked.append(Marked((height, width), labels, tuple(box.corners for box in picture.boxes)))
    if len(set(names)) < len(names):
        names = [Path(file).relative_to(folder.absolute()).as_posix() for file in files]
    index = pd.Index(names, name="record")
    return pd.DataFrame({"image": pd.Series(files, index), "boxes": pd.Series(marked, index, dtype=object)})

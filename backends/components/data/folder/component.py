"""The folder component."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from scic.backends.components.data.pixel_facts import pixel_type, read_headers
from scic.backends.components.data.record import fault, fit_split, overlaid, refuse_misspelt
from scic.backends.shared.class_folders import pictures
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.component import Data, DataFault
from scic.compiler.catalogue.ports import Category, FieldType, Image, Pixels, Schema
from scic.compiler.catalogue.settings import Count, PixelSize


class Folder(Data):
    """Images sorted into folders, one folder for each class: `cats/1.png`, `dogs/7.png`.

    Use it for the classification of whole images. It gives two fields, `image` and `class`, the folder's
    name. Where the first level is train, validation and test, `split: folder` keeps that division.

    Images that come from one patient, plant or slide belong in one part: put such data into a table and split
    by `group`, for a folder cannot say so.

    Example:
        experiment leaves { seed: 1 }
        data folder as leaves { path: "data/leaves", size: 128x128, split: random(stratify: class) }
        model cnn
        task classification { predict: leaves.class }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    path: str = Field(description="the folder, from the folder of the spec")
    size: PixelSize | None = Field(None, description="size that all images are brought to, in pixels")
    channels: Count | None = Field(None, description="channels that all images are brought to")

    def paths(self) -> Mapping[str, str]:
        """The files and patterns it names, by setting."""
        return {"path": self.path}

    def describe(self, folder: Path) -> Schema:
        """The record type, from the spec and from the data where it is there."""
        path = folder / self.path
        image: FieldType = Image(size=self.size, channels=self.channels)
        if "image" in self.fields:
            image = self.fields["image"].type()
        known: dict[str, FieldType] = {"image": image, "class": Category()}
        records: int | None = None
        refuse_misspelt("path", path)
        if path.exists():
            try:
                found = pictures(path)
            except DataError as error:
                raise fault("path", error) from None
            self._check_split(found[0].part is not None)
            records = len(found)
            if isinstance(image, Pixels):
                paths = (picture.path for picture in found)
                known["image"] = pixel_type("path", image, read_headers("path", paths, image.rank))
            counts = Counter(picture.label for picture in found)
            known["class"] = Category(tuple(sorted(counts)), tuple(counts[name] for name in sorted(counts)))

        def typed(field: str, column: str, declared: FieldType) -> FieldType:
            return known[column] if column == "image" else declared

        return Schema(overlaid(known, self.fields, typed), records)

    def _check_split(self, parted: bool) -> None:
        fit_split(self, parted=parted)
        if parted and "split" not in self.model_fields_set:
            raise DataFault(
                "path",
                f"`{self.path}` is divided into train and test, a random split would mix them",
                "keep its parts with `split: folder`, or ask for `split: random` to mix them",
            )

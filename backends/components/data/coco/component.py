"""The coco component."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import Field

from scic.backends.components.data.coco.annotations import Picture, every_box, read_annotations
from scic.backends.components.data.record import fault, fit_split, overlaid, refuse_misspelt
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.component import Data, DataFault
from scic.compiler.catalogue.ports import Boxes, FieldType, Image, Pixels, Schema
from scic.compiler.catalogue.settings import Count, PixelSize


class Coco(Data):
    """Images with boxes around their objects: a folder of images and an annotation file in the format of COCO.

    What most labelling tools export (CVAT, Label Studio, labelme, Roboflow). Each image is a record with the
    fields `image` and `boxes`; an image without annotations is one that shows nothing, and is kept. Outlines
    are not read, crowds (`iscrowd`) are left out.

    Every image that was looked at belongs into `images` of the file: one that is missing there is not read.

    Example:
        experiment boxes { seed: 1 }
        data coco as cells {
          path: "data/nuclei/boxes.json"
          images: "data/nuclei/images"
          split: random(train: 60%, validation: 15%, test: 25%)
        }
        model faster_rcnn { width: 64 }
        task detection { predict: cells.boxes }
        method supervised { epochs: 20, batch: 4 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.3.2"
    paper = "Lin et al., Microsoft COCO: common objects in context, 2014"
    frameworks = ("pytorch",)

    path: str = Field(description="the annotation file, from the folder of the spec")
    images: str = Field(description="the folder of the images, from the folder of the spec")
    size: PixelSize | None = Field(None, description="size that all images are brought to, with their boxes, in pixels")
    channels: Count | None = Field(None, description="channels that all images are brought to")

    def paths(self) -> Mapping[str, str]:
        """The files and patterns it names, by setting."""
        return {"path": self.path, "images": self.images}

    def describe(self, folder: Path) -> Schema:
        """The record type, from the spec and from the data where it is there."""
        fit_split(self)
        path, images = folder / self.path, folder / self.images
        refuse_misspelt("path", path)
        refuse_misspelt("images", images)
        image: FieldType = Image(size=self.size, channels=self.channels)
        if "image" in self.fields:
            image = self.fields["image"].type()
        known: dict[str, FieldType] = {"image": image, "boxes": Boxes()}
        records: int | None = None
        if path.exists():
            try:
                pictures = read_annotations(path)
            except DataError as error:
                raise fault("path", error) from None
            known["boxes"] = self._boxes(pictures)
            records = len(pictures)
            if images.is_dir() and isinstance(image, Pixels):
                known["image"] = self._measured(image, pictures, images)

        def typed(field: str, column: str, declared: FieldType) -> FieldType:
            return known[column]

        return Schema(overlaid(known, self.fields, typed), records)

    def _boxes(self, pictures: Sequence[Picture]) -> Boxes:
        boxes = list(every_box(pictures))
        if not boxes:
            raise DataFault("path", f"`{self.path}` has no box", "annotate some objects first")
        counts = Counter(box.label for box in boxes)
        sides = (min(right - left, bottom - top) for _, (left, top, right, bottom) in boxes)
        names = tuple(sorted(counts))
        return Boxes(names, tuple(counts[name] for name in names), round(min(sides), 2))

    def _measured(self, image: Pixels, pictures: Sequence[Picture], folder: Path) -> Pixels:
        """What the files hold; raises DataFault for one that is not there, or has another size than the boxes say."""
        from scic.backends.components.data.pixel_facts import by, pixel_type, read_headers  # needs Pillow

        for picture in pictures:
            if not (folder / picture.file).is_file():
                raise DataFault(
                    "path",
                    f"`{self.path}` names `{picture.file}`, which is no file in `{self.images}`",
                    "put the file there, or correct `file_name`",
                )
        headers = read_headers("images", (str(folder / picture.file) for picture in pictures), image.rank)
        for picture in pictures:
            header = headers.get(str(folder / picture.file))
            if header is not None and picture.size is not None and header.size != picture.size:
                raise DataFault(
                    "path",
                    f"`{picture.file}` is {by(header.size)} pixels, its boxes were drawn on {by(picture.size)}",
                    "export the annotations again, from the images as they are",
                )
        return pixel_type("images", image, headers)

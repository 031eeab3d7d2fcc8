"""The mask field."""

from __future__ import annotations

from typing import Self

from pydantic import Field, field_validator, model_validator

from scic.compiler.catalogue.component import FieldKind
from scic.compiler.catalogue.ports import Mask
from scic.compiler.catalogue.settings import Names, expected


class MaskField(FieldKind):
    """A class for every pixel of an image or a volume: whole numbers in PNG, TIFF, NumPy or NIfTI.

    With two classes, 0 is the first and every other number the second, so that masks which number single
    objects serve as they are. With more, the classes are numbered 0, 1, 2, ... in order, or `values` says
    which number stands for which; pixels of any other number are then left out of loss and scores.

    Never keep masks as JPEG: it blurs the borders into classes that nobody drew.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("data/nuclei/images/*.tif")
            mask: mask("data/nuclei/masks/*.tif", classes: [background, nucleus])
          }
        }
        model unet { depth: 3, width: 16 }
        task segmentation { predict: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    pattern: str | None = Field(None, description="the files, from the folder of the spec")
    column: str | None = Field(None, description="the column that holds their paths")
    classes: Names = Field(description="the classes in the order of their numbers, the background first")
    values: tuple[int, ...] | None = Field(None, description="the number of each class in the files")

    @field_validator("classes")
    @classmethod
    def _several(cls, classes: tuple[str, ...]) -> tuple[str, ...]:
        if len(classes) < 2 or len(set(classes)) < len(classes):
            raise expected("a list of two or more different classes such as `[background, nucleus]`")
        return classes

    @model_validator(mode="after")
    def _one_each(self) -> Self:
        if self.values is not None and len(set(self.values)) != len(self.classes):
            raise expected(f"`values` with {len(self.classes)} different numbers, one for each class")
        return self

    def type(self) -> Mask:
        """The type of what is read, with what is declared of it."""
        return Mask(classes=self.classes)

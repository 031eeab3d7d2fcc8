"""The image field."""

from __future__ import annotations

from pydantic import Field, field_validator

from scic.compiler.catalogue.component import FieldKind
from scic.compiler.catalogue.ports import Image
from scic.compiler.catalogue.settings import Count, PixelSize, expected


class ImageField(FieldKind):
    """A picture: PNG, JPEG, TIFF, BMP, NumPy or NIfTI, of 8 or 16 bits or of fractions, with any channels.

    In `data files` a pattern finds the files, in `data csv` a column holds their paths. All must be of one
    size and have as many channels, or be brought there with `size` and `channels`. NumPy arrays are (height,
    width) or (height, width, channels).

    Resizing changes how large a thing looks. Where size means something, as under a microscope, keep the
    pixels and cut with `tile`.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("data/nuclei/images/*.tif", size: 64x64)
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
    size: PixelSize | None = Field(None, description="height and width that all are brought to, in pixels")
    channels: Count | None = Field(None, description="channels that all are brought to")

    @field_validator("size")
    @classmethod
    def _flat(cls, size: tuple[int, ...] | None) -> tuple[int, ...] | None:
        if size is not None and len(size) != Image.rank:
            raise expected("a height and a width such as `128x128`")
        return size

    def type(self) -> Image:
        """The type of what is read, with what is declared of it."""
        return Image(size=self.size, channels=self.channels)

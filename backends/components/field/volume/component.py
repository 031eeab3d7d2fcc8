"""The volume field."""

from __future__ import annotations

from pydantic import Field, field_validator

from scic.compiler.catalogue.component import FieldKind
from scic.compiler.catalogue.ports import Volume
from scic.compiler.catalogue.settings import Count, PixelSize, Spacing, expected


class VolumeField(FieldKind):
    """A picture in three dimensions: NIfTI, TIFF of several pages, or NumPy (depth, height, width).

    In `data files` a pattern finds the files, in `data csv` a column holds their paths. All must be of one
    size and have as many channels, or be brought there with `size` and `channels`, or be cut with `tile`.

    Volumes are large: begin with a tile that holds the thing you look for a few times over, such as
    `32x128x128`, and few channels in the network.

    Say the `spacing` where slices lie further apart than the pixels in them: networks that halve their grid then
    leave that axis as it is until the others are as coarse. Only the ratios count, so any unit will do.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: volume("data/nuclei3d/image.tif", spacing: 2x1x1um)
            mask: mask("data/nuclei3d/mask.tif", classes: [background, nucleus])
          }
          tile: 8x16x16
          split: spans(axis: 1)
        }
        model unet { depth: 2, width: 8 }
        task segmentation { predict: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    pattern: str | None = Field(None, description="the files, from the folder of the spec")
    column: str | None = Field(None, description="the column that holds their paths")
    size: PixelSize | None = Field(None, description="depth, height and width that all are brought to, in pixels")
    channels: Count | None = Field(None, description="channels that all are brought to")
    spacing: Spacing | None = Field(None, description="the distance between voxels along each axis, at the `size` read")

    @field_validator("size")
    @classmethod
    def _deep(cls, size: tuple[int, ...] | None) -> tuple[int, ...] | None:
        if size is not None and len(size) != Volume.rank:
            raise expected("a depth, a height and a width such as `32x128x128`")
        return size

    @field_validator("spacing")
    @classmethod
    def _along_each(cls, spacing: tuple[float, ...] | None) -> tuple[float, ...] | None:
        if spacing is not None and len(spacing) != Volume.rank:
            raise expected("a spacing along three axes such as `2x0.5x0.5um`")
        return spacing

    def type(self) -> Volume:
        """The type of what is read, with what is declared of it."""
        return Volume(size=self.size, channels=self.channels, spacing=self.spacing)

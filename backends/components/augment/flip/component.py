"""Mirror images."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scic.compiler.catalogue.component import Augment
from scic.compiler.catalogue.settings import Share


class Flip(Augment):
    """Mirror images, along one axis or several.

    For pictures in which left and right mean the same: most micrographs (set `axes: all`), most photographs
    (`horizontal`). Not for letters, digits, or organs that have a side.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
          augment: [flip(axes: all)]
        }
        model unet { depth: 3, width: 16 }
        task segmentation { predict: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "6.3.1"
    moves = True
    carries = ("boxes",)

    axes: Literal["horizontal", "vertical", "both", "all"] = Field(
        "horizontal",
        description="what is mirrored: left and right, up and down, both, or every axis of a volume",
    )
    probability: Share = Field(0.5, description="the chance that a record is mirrored, for each axis")

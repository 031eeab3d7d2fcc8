"""Local normalised cross-correlation."""

from __future__ import annotations

from pydantic import Field, field_validator

from scic.compiler.catalogue.component import Loss
from scic.compiler.catalogue.ports import Image, Volume
from scic.compiler.catalogue.settings import Count, expected


class Lncc(Loss):
    """One minus the local normalised cross-correlation: how unlike two pictures are, window by window.

    For pictures whose brightness differs from place to place or from scan to scan: within each window only the pattern
    counts. Where brightness means the same in both, `mse` is quicker and as good.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("data/nuclei/images/*.tif")
            moving: deform(of: image, amount: 4%)
          }
        }
        model voxelmorph { depth: 3, width: 16 }
        task registration { predict: cells.moving, fixed: cells.image, loss: lncc }
        method supervised { epochs: 100, batch: 4 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.3.5"
    paper = "Avants et al., Symmetric diffeomorphic image registration with cross-correlation, 2008"
    targets = (Image, Volume)

    window: Count = Field(9, description="pixels along each side of the window, an odd number")

    @field_validator("window")
    @classmethod
    def _odd(cls, window: int) -> int:
        if window % 2 == 0:
            raise expected("an odd number of pixels such as `9`")
        return window

"""The picture where it is."""

from __future__ import annotations

from typing import ClassVar

from scic.compiler.catalogue.component import Baseline


class Unmoved(Baseline):
    """Leave every picture where it is: what no registration at all would score.

    It learns nothing and moves nothing. A network that does not get above it does harm.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("data/nuclei/images/*.tif")
            moving: deform(of: image, amount: 4%)
          }
        }
        model voxelmorph { depth: 3, width: 16 }
        task registration { predict: cells.moving, fixed: cells.image }
        method supervised { epochs: 100, batch: 4 }
        validate baselines { use: [unmoved, optical_flow] }
        validate seeds { count: 3 }
    """

    section: ClassVar = "9"
    serves: ClassVar = ("registration",)

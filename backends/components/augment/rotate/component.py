"""Rotations."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Augment
from scic.compiler.catalogue.settings import Between


class Rotate(Augment):
    """Random rotations by any angle.

    For pictures whose objects lie at any angle; for small tilts of photographs, -10..10. What turns in from
    beyond the border is mirrored. A volume is turned about its first axis.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
          augment: [rotate(degrees: -30..30)]
        }
        model unet { depth: 3, width: 16 }
        task segmentation { predict: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "6.3.1"
    moves = True

    degrees: Between = Field((-15.0, 15.0), description="the angles to draw from, in degrees, counter-clockwise")

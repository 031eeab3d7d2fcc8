"""Quarter turns."""

from __future__ import annotations

from scic.compiler.catalogue.component import Augment


class Rotate90(Augment):
    """Random quarter turns.

    For pictures without an up and down: micrographs, satellite images. No pixel is interpolated, so nothing
    is lost. A volume is turned about its first axis; an image that is not square is turned by 180 degrees
    only.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
          augment: [flip(axes: all), rotate90]
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

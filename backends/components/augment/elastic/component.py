"""Elastic deformations."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Augment
from scic.compiler.catalogue.settings import PixelLength


class Elastic(Augment):
    """Random elastic deformations.

    For soft tissue and cells, whose shapes vary smoothly: with few annotated micrographs it is worth most
    of all (Ronneberger et al. 2015). Pixels end up about alpha / (6 sigma) from where they were; look at
    some pictures before you raise it.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
          augment: [flip(axes: all), elastic(alpha: 30px)]
        }
        model unet { depth: 3, width: 16 }
        task segmentation { predict: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "6.3.1"
    paper = "Simard et al., Best practices for convolutional neural networks, 2003"
    moves = True

    alpha: PixelLength = Field(40.0, description="how far pixels are moved before the blur, in pixels")
    sigma: PixelLength = Field(6.0, description="how smoothly neighbours move together: the blur, in pixels")

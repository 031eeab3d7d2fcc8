"""Soft Dice loss."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Loss
from scic.compiler.catalogue.ports import Mask
from scic.compiler.catalogue.settings import Positive


class Dice(Loss):
    """Soft Dice loss: the overlap of the predicted and the true region.

    For masks whose objects are small: the background, however large, does not count. Alone it learns
    unsteadily, so it is usually added to cross-entropy. The first class of the mask is the background.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
        }
        model unet { depth: 3, width: 16 }
        task segmentation { predict: cells.mask, loss: dice + 0.5*cross_entropy }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.3.3"
    paper = "Milletari et al., V-Net: fully convolutional neural networks for volumetric segmentation, 2016"
    targets = (Mask,)

    smooth: Positive = Field(1.0, description="pixels added to both sides of the fraction, for absent classes")

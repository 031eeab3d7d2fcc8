"""Focal loss."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Loss
from scic.compiler.catalogue.ports import Category, Mask, Multilabel
from scic.compiler.catalogue.settings import NotNegative


class Focal(Loss):
    """Focal loss: cross-entropy that looks away from what is already well predicted.

    For rare classes among many easy records or pixels. Before it, try cross-entropy with `class_weights:
    balanced`. The probabilities that it learns are not calibrated.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
        }
        model unet { depth: 3, width: 16 }
        task segmentation { predict: cells.mask, loss: dice + focal(gamma: 2) }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.3.2"
    paper = "Lin et al., Focal loss for dense object detection, 2017"
    targets = (Category, Multilabel, Mask)

    gamma: NotNegative = Field(2.0, description="how much less a well predicted record counts; 0 is cross-entropy")

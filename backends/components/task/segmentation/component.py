"""Segmentation: a class for every pixel."""

from __future__ import annotations

from typing import ClassVar, cast

from pydantic import Field

from scic.compiler.catalogue.component import Loss, Task, Weighted
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.ports import Map, Mask


def _cross_entropy_and_dice() -> tuple[Weighted, ...]:
    return tuple(Weighted(weight=1.0, of=cast(Loss, load("loss", name)())) for name in ("cross_entropy", "dice"))


class Segmentation(Task):
    """A class for every pixel of an image or voxel of a volume.

    For outlines of cells, organs or land cover. It reads a map, so the network keeps its places (no `pool`).
    The first class is the background, and the scores are means over the others.

    The default loss adds Dice, which does not drown in background, to cross-entropy, which learns steadily.
    Pixels with the value -1 are ignored in loss and scores.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif", size: 128x128)
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
        }
        model unet { depth: 3 }
        task segmentation { predict: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.3.3"
    reads = (Map,)
    predicts = (Mask,)
    answers = ("confident",)
    writes = "labels"
    metrics: ClassVar = {
        "dice": "twice the overlap over the sum of both areas, averaged over the foreground classes; 1 is perfect",
        "iou": "the overlap over the union, averaged over the foreground classes",
        "precision": "the share of what is found that is right",
        "recall": "the share of what is there that is found",
    }

    loss: tuple[Weighted, ...] = Field(
        default_factory=_cross_entropy_and_dice, description="what is minimised, a weighted sum of losses"
    )

"""The deform field."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Derived
from scic.compiler.catalogue.ports import Image, Mask, Volume
from scic.compiler.catalogue.settings import Count, Share


class DeformField(Derived):
    """A picture or a mask, bent smoothly: the same deformation whenever it is read.

    For an experiment on registration whose truth is known. A coarse grid of `points` is moved at random, and what lies
    between follows by splines; the border stays where it is, so that nothing leaves the picture. Two fields of the same
    settings are bent alike within a record: a picture and its mask stay together.

    Every record has a deformation of its own, which hangs on the experiment's seed and the record's name. Pictures are
    interpolated linearly, masks keep their numbers. An `amount` near the distance of two points folds the picture.

    New pictures for `predict.py` are taken as they are: nothing is bent.

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
        validate baselines
        validate seeds { count: 3 }
    """

    section: ClassVar = "4.3.5"
    takes: ClassVar = (Image, Volume, Mask)

    amount: Share = Field(0.03, description="standard deviation of the moves, as a share of each side")
    points: Count = Field(4, description="points that are moved along each axis; more of them bend it more finely")

"""The optical flow."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Baseline
from scic.compiler.catalogue.settings import Positive


class OpticalFlow(Baseline):
    """The optical flow between two pictures: a classic registration that solves every pair anew.

    It moves each pixel so that brightness is kept and the motion varies little. It needs no training and some seconds
    a pair; where it does as well as the network, it is the better choice, unless there are many pairs to come. Where
    brightness is the same in both pictures it is hard to beat.

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
        validate baselines { use: [unmoved, optical_flow(attachment: 10)] }
        validate seeds { count: 3 }
    """

    section: ClassVar = "9"
    paper: ClassVar = "Zach et al., A duality based approach for realtime TV-L1 optical flow, 2007"
    serves: ClassVar = ("registration",)

    attachment: Positive = Field(15.0, description="how much likeness counts beside smoothness; less is smoother")

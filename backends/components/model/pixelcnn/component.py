"""PixelCNN."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Trunk
from scic.compiler.catalogue.ports import FieldType, Layer, Picture, RandomVector
from scic.compiler.catalogue.settings import Between, Count


class Pixelcnn(Trunk):
    """A PixelCNN: a picture is made value by value, each drawn from what the values before it make likely.

    For small pictures of few grey levels, up to some 32 pixels: it says how likely a picture is, which no `dcgan` can,
    but a picture costs up to one pass for each of its values. The order is that of reading, and in a pixel that of the
    channels. Every value is taken as the nearest of `levels` even steps over `values`, so say the range of the data.

    It reads no field: the random numbers of a record decide which values are drawn, and the same numbers give the same
    picture. What it has learnt is measured in bits a value; log2 of `levels` is to know nothing.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        model pixelcnn { values: 0..16, levels: 17 }
        task generation { predict: scans.image }
        method autoregressive { epochs: 30 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "8.1.3"
    paper = "van den Oord et al., Pixel recurrent neural networks, 2016"
    role: ClassVar[str] = "density"
    takes = (RandomVector,)

    values: Between = Field((0.0, 255.0), description="the lowest and the highest value of a pixel, in its unit")
    levels: int = Field(256, ge=2, le=1024, description="values that are told apart, evenly over that range")
    width: Count = Field(32, description="channels between the blocks")
    blocks: Count = Field(4, description="residual blocks")

    def drawn(self) -> RandomVector:
        """A number for every value of a picture."""
        return RandomVector()

    def gives(self, inputs: FieldType) -> Picture:
        """The picture itself."""
        return Picture()

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """None: what a layer holds belongs to one value of many."""
        return ()

"""Occlusion as a component."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scic.backends.components.interpret.attribution import Attribution
from scic.compiler.catalogue.settings import PixelSize


class Occlusion(Attribution):
    """Occlusion: how far the prediction falls when a window of the image, or a column, is hidden.

    It asks the network directly and needs no gradient. Its cost is one pass for every place of the window, so
    on volumes keep the window large. A window smaller than the thing that counts can hide no evidence: when a
    map is empty, make the window larger. A hidden part takes the average value of the training set (`mean`)
    or none at all (`zero`: black; a missing category).

    Example:
        interpret occlusion { window: 16x16, stride: 8x8 }
    """

    section = "7.1.2"
    paper = "Zeiler & Fergus, Visualizing and Understanding Convolutional Networks, 2014"

    window: PixelSize | None = Field(
        None,
        description="size of the window in pixels; an eighth of an image's sides, a quarter of a volume's",
    )
    stride: PixelSize | None = Field(None, description="its step in pixels; half the window when none is given")
    baseline: Literal["mean", "zero"] = Field("mean", description="what a hidden part is replaced by")

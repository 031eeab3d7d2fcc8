"""The noise field."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Derived
from scic.compiler.catalogue.ports import Image, Volume
from scic.compiler.catalogue.settings import Positive


class NoiseField(Derived):
    """A picture with Gaussian noise laid over another: the same noise whenever it is read.

    For an experiment on denoising whose truth is known. The `deviation` is in the unit of the pixels: one as large
    as the pictures' own spread buries their fine structure. Every record has noise of its own, which hangs on the
    experiment's seed and the record's name. It is neither rounded nor cut off at 0, so that its mean is 0.

    New pictures for `predict.py` are noisy already: nothing is laid over them.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            noisy: noise(of: image, deviation: 20)
          }
        }
        model unet { inputs: [cells.noisy], depth: 2, width: 16, normalization: none }
        task denoising { predict: cells.noisy, clean: cells.image }
        method noise2self { epochs: 100 }
        validate baselines
        validate seeds { count: 3 }
    """

    section: ClassVar = "6.4"
    takes: ClassVar = (Image, Volume)

    deviation: Positive = Field(description="standard deviation of the noise, in the unit of the pixels")

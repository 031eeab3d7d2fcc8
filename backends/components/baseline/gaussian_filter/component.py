"""The Gaussian filter."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Baseline
from scic.compiler.catalogue.settings import Positive


class GaussianFilter(Baseline):
    """A mean of every pixel's surroundings in which the near ones count most: the plainest way to denoise.

    It blurs edges as much as noise, and learns nothing. Without a `deviation`, the one is taken that predicts pixels of
    the noisy training records best from their surroundings alone: nobody needs a clean picture to tune a filter
    (Batson and Royer 2019). Where it does as well as the network, it is the better choice.

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
        validate baselines { use: [median_filter, gaussian_filter(deviation: 1.5)] }
        validate seeds { count: 3 }
    """

    section: ClassVar = "6.4"
    serves: ClassVar = ("denoising",)

    deviation: Positive | None = Field(None, description="width of the filter, in pixels; the best when none")

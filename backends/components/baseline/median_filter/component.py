"""The median filter."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Baseline
from scic.compiler.catalogue.settings import Count


class MedianFilter(Baseline):
    """The median of every pixel's surroundings, the filter that keeps edges.

    Single wild pixels leave no trace in it, and it learns nothing. Without a `size`, the one is taken that predicts
    pixels of the noisy training records best from their surroundings alone: nobody needs a clean picture to tune a
    filter (Batson and Royer 2019). Where it does as well as the network, it is the better choice.

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
        validate baselines { use: [median_filter(size: 5), gaussian_filter] }
        validate seeds { count: 3 }
    """

    section: ClassVar = "6.4"
    serves: ClassVar = ("denoising",)

    size: Count | None = Field(None, description="pixels along each side of the surroundings; the best when none")

"""The picture as it is."""

from __future__ import annotations

from typing import ClassVar

from scic.compiler.catalogue.component import Baseline


class Unfiltered(Baseline):
    """Leave every picture as it is: what no denoising at all would score.

    It learns nothing and changes nothing. A network that does not get above it does harm.

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
        validate baselines { use: [unfiltered, gaussian_filter] }
        validate seeds { count: 3 }
    """

    section: ClassVar = "9"
    serves: ClassVar = ("denoising",)

"""A shift of the whole picture."""

from __future__ import annotations

from typing import ClassVar

from scic.compiler.catalogue.component import Baseline


class BestShift(Baseline):
    """One shift of the whole picture, where the two correlate best: the quickest registration there is.

    It finds how far a stage or an animal has moved, and nothing that bends or turns. Where it does as well as the
    network, the pictures differ by a shift alone.

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
        validate baselines { use: [unmoved, best_shift] }
        validate seeds { count: 3 }
    """

    section: ClassVar = "9"
    paper: ClassVar = "Guizar-Sicairos et al., Efficient subpixel image registration algorithms, 2008"
    serves: ClassVar = ("registration",)

"""The baseline of thresholded components."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Baseline
from scic.compiler.catalogue.settings import NotNegative


class OtsuComponents(Baseline):
    """Boxes around whatever is brighter, or darker, than Otsu's threshold.

    What an image tool does in two clicks: smooth, find the threshold that best parts the intensities of an image,
    put a box around each connected piece. On training records it learns three things: whether objects are bright
    or dark, their commonest class, and the sizes that they have; pieces are scored by how usual their size is.

    Where objects stand apart on an even ground it is hard to beat. Objects that touch become one.

    Example:
        experiment boxes { seed: 1 }
        data coco as cells { path: "data/nuclei/boxes.json", images: "data/nuclei/images" }
        model faster_rcnn { width: 64 }
        task detection { predict: cells.boxes }
        method supervised { epochs: 20, batch: 4 }
        validate baselines { use: [otsu_components(smoothing: 2)] }
        validate seeds { count: 3 }
    """

    section = "9"
    paper = "Otsu, A threshold selection method from gray-level histograms, 1979"
    frameworks = ("pytorch",)
    serves = ("detection",)

    smoothing: NotNegative = Field(1.0, description="deviation of the blur before the threshold, in pixels")

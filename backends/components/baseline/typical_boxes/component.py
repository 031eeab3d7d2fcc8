"""The baseline of typical boxes."""

from __future__ import annotations

from pydantic import Field

from scic.compiler.catalogue.component import Baseline
from scic.compiler.catalogue.settings import Count


class TypicalBoxes(Baseline):
    """The same boxes for every image: those that are typical of training.

    The boxes of the training records are grouped by place and size (k-means); the middle of each group is found in
    every image, scored by how many boxes its group has. It does not look at the image: what it scores is owed to
    where and how large objects usually are.

    Example:
        experiment boxes { seed: 1 }
        data coco as cells { path: "data/nuclei/boxes.json", images: "data/nuclei/images" }
        model faster_rcnn { width: 64 }
        task detection { predict: cells.boxes }
        method supervised { epochs: 20, batch: 4 }
        validate baselines { use: [typical_boxes(boxes: 30)] }
        validate seeds { count: 3 }
    """

    section = "9"
    frameworks = ("pytorch",)
    serves = ("detection",)

    boxes: Count = Field(20, description="boxes that it finds in every image")

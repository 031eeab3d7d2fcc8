"""Detection: a box around each object."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Task, Weighted
from scic.compiler.catalogue.ports import Boxes, Found
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.needs import NeedUnmet
from scic.compiler.resolve.context import Context


class Detection(Task):
    """A box around each object of an image, with its class and a score.

    For counting and finding: cells, animals, craters, parts. It needs a detector as its model, which owns the loss
    and says which boxes are kept. Boxes are scored as in COCO: a found box is right where it overlaps a true one
    of its class, each true one is found once, and the score orders what was found. map50 asks that the overlap
    be half of the union, which suits counting; map asks for more and more and suits measuring.

    Read saliency as what would change the scores of the boxes that are found: it lights up where the network is
    undecided. Grad-CAM says little about many objects at once, and occlusion misleads, since a window put over the
    ground is often taken for an object.

    New images are answered by a file in the format of COCO, with a score for each box.

    Example:
        experiment boxes { seed: 1 }
        data coco as cells { path: "data/nuclei/boxes.json", images: "data/nuclei/images" }
        model faster_rcnn { width: 64 }
        task detection { predict: cells.boxes }
        method supervised { epochs: 20, batch: 4 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.3.2"
    reads = (Found,)
    predicts = (Boxes,)
    simple = "detection"
    writes = "list"
    metrics: ClassVar = {
        "map50": "the area under precision over recall, averaged over the classes; a box is right where it covers "
        "half of the union with a true one; 1 is perfect",
        "map": "the same, averaged over the overlaps 0.50, 0.55 ... 0.95 that a box must reach",
        "precision": "of the boxes with a score of a half or more, the share that is right at an overlap of half",
        "recall": "the share of the true boxes that those boxes find",
    }

    loss: tuple[Weighted, ...] = Field((), description="nothing: a detector has a loss of its own")

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Refuse to freeze a detector: it has no head beside it that would go on learning."""
        network = context.experiment.network
        for stage in context.experiment.stages:
            if getattr(stage.component, "freeze", None) is not None and isinstance(network.gives, Found):
                yield NeedUnmet(
                    span=stage.place("freeze"),
                    owner=stage.name,
                    missing=f"a head beside the network to freeze it under, `{network.name}` finds objects by itself",
                    repair="write `freeze: none`; to keep what it has learnt, lower the learning rate",
                )

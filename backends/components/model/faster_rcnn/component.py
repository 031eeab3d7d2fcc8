"""The model `faster_rcnn`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from scic.backends.components.model.grids import too_small
from scic.compiler.catalogue.component import Trunk
from scic.compiler.catalogue.ports import FieldType, Found, Image, Layer, Map
from scic.compiler.catalogue.settings import Count, Share
from scic.compiler.diagnostics.base import Diagnostic

if TYPE_CHECKING:
    from scic.compiler.resolve.context import Context

STEM = 64
FINEST = 4
"""Pixels of the image for each place of the finest map."""
EXPANSION = 4
BOTTLENECK = 50


class FasterRcnn(Trunk):
    """Faster R-CNN: proposes places that may hold an object, then names and fits each.

    The standard for finding objects where being right counts more than speed. A residual network with a feature
    pyramid reads the image; from its maps one small network proposes boxes, another classifies them and moves
    their edges. The sizes of the boxes that it starts from are measured on the training records. It owns its loss
    and its decoding, so `task detection` has no `loss` to choose.

    Without pretrained weights it needs some hundred boxes at least, and many epochs. For small objects on small
    images, fewer `levels` and a smaller `width` learn faster and lose nothing. `weights` names a file of
    torchvision's Faster R-CNN (depth 50, width 256, normalization batch) or of another run's; what depends on the
    classes starts fresh.

    Example:
        experiment boxes { seed: 1 }
        data coco as cells { path: "data/nuclei/boxes.json", images: "data/nuclei/images" }
        model faster_rcnn { levels: 3, width: 64, hidden: 256 }
        task detection { predict: cells.boxes }
        method supervised { epochs: 20, batch: 4 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.3.2"
    paper = "Ren et al., Faster R-CNN: towards real-time object detection with region proposal networks, 2015"
    requires: ClassVar[Mapping[str, tuple[str, ...]]] = {"pytorch": ("torchvision>=0.21",)}
    takes = (Image,)

    depth: Literal[18, 34, 50] = Field(18, description="the number of layers of the residual network")
    weights: str | None = Field(None, description="pretrained weights: the path of a file; none to start fresh")
    levels: Literal[2, 3, 4] = Field(4, description="maps of the pyramid, each half as fine as the one before")
    width: Count = Field(256, description="channels of each map of the pyramid")
    hidden: Count = Field(1024, description="units of the layers that name and fit a proposal")
    normalization: Literal["batch", "group"] = Field(
        "group", description="what follows each convolution; group suits the small batches of detectors"
    )
    proposals: Count = Field(1000, description="places of an image that are looked at closely")
    samples: Count = Field(256, description="of them, those that a training step learns from")
    detections: Count = Field(100, le=100, description="most boxes that are found in an image")
    overlap: Share = Field(
        0.5, description="the overlap over the union above which the lesser of two boxes is taken for the same object"
    )
    confidence: Share = Field(0.05, description="the score under which a box is not given at all")

    def paths(self) -> Mapping[str, str]:
        """The file of weights, if there is one."""
        return {} if self.weights is None else {"weights": self.weights}

    def gives(self, inputs: FieldType) -> Found:
        """Objects with places and scores."""
        return Found()

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """The stem and the blocks of the residual network under the pyramid."""
        blocks = (Layer(f"block{number}", self._block(number)) for number in range(1, self.levels + 1))
        return (Layer("stem", Map(STEM, (FINEST, FINEST))), *blocks)

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Find images that are smaller than one place of the coarsest map."""
        coarsest = self._block(self.levels)
        yield from too_small(
            context, model=self.named(), coarsest=coarsest, setting="levels", repair="use fewer `levels`"
        )

    def _block(self, number: int) -> Map:
        width = STEM * 2 ** (number - 1) * (EXPANSION if self.depth >= BOTTLENECK else 1)
        return Map(width, (FINEST * 2 ** (number - 1),) * 2)

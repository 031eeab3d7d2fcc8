"""Registration: one picture laid upon another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from pydantic import Field

from scic.compiler.catalogue.component import Loss, Task, Weighted
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.ports import Displacement, Image, Mask, Volume
from scic.compiler.catalogue.settings import NotNegative, Ref, Refs
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.registration import LabelsAmiss, OtherPair
from scic.compiler.resolve.context import Context


def _squared_error() -> tuple[Weighted, ...]:
    return (Weighted(weight=1.0, of=cast(Loss, load("loss", "mse").usual())),)


class Registration(Task):
    """One picture laid upon another: how far every pixel has to move.

    For slices, scans of one animal at two times, or animals and an atlas. `predict` is the picture that is moved,
    `fixed` the one it is moved onto; the network reads both. Nobody has to know the true motion: what is minimised is
    how unlike the two pictures are, and `smoothness` times the roughness of the motion. `mse` suits pictures whose
    brightness means the same, `lncc` those whose brightness differs from place to place.

    Similar pictures prove little, since pixels can be moved until they agree. So give `labels` where there are any, the
    mask of the moving picture and that of the fixed one: they take no part in training, and their overlap says whether
    structures came to lie on each other. Folds, where the motion turns the picture inside out, should be few.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("data/nuclei/images/*.tif")
            mask: mask("data/nuclei/masks/*.tif", classes: [background, nucleus])
            moving: deform(of: image, amount: 4%)
            moving_mask: deform(of: mask, amount: 4%)
          }
        }
        model voxelmorph { depth: 3, width: 16 }
        task registration { predict: cells.moving, fixed: cells.image, labels: [cells.moving_mask, cells.mask] }
        method supervised { epochs: 100, batch: 4 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.3.5"
    paper = "Balakrishnan et al., VoxelMorph: a learning framework for deformable medical image registration, 2019"
    reads = (Displacement,)
    predicts = (Image, Volume)
    simple = "registration"
    writes = "motion"
    restores = True
    metrics: ClassVar = {
        "correlation": "the correlation of the moved and the fixed picture over their pixels, averaged over the "
        "records; 1 is the same picture",
        "dice": "how far the labels of the moved and the fixed picture overlap, over the classes but the first, "
        "averaged over the records; 1 is complete",
        "folds": "the share of pixels where the motion folds the picture, its Jacobian determinant being 0 or less; "
        "lower is better",
    }

    fixed: Ref = Field(description="the picture that it is moved onto")
    labels: Refs = Field((), description="the masks of the moving and the fixed picture, for the scores alone")
    smoothness: NotNegative = Field(0.1, description="how much the roughness of the motion counts in the loss")
    loss: tuple[Weighted, ...] = Field(
        default_factory=_squared_error, description="how unlike two pictures are, a weighted sum of losses"
    )

    @property
    def truth(self) -> str:
        """The setting that names the fixed picture."""
        return "fixed"

    @property
    def hidden(self) -> str:
        """The setting that names the masks: the fixed picture is one that the network reads."""
        return "labels"

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """The network must read the two pictures in their order; labels are two masks of the same classes."""
        network, block = context.experiment.network, context.block
        given = {path: found for (name, path), found in context.experiment.references.items() if name == block.name}
        named = tuple(
            field for setting in ("predict", "fixed") for path, (_, field) in given.items() if path[0] == setting
        )
        if isinstance(network.gives, Displacement) and network.fields != named:
            yield OtherPair(
                span=context.span("fixed"), task=block.name, pair=named, network=network.name, reads=network.fields
            )
        masks = [context.data.record.fields.get(field) for path, (_, field) in given.items() if path[0] == "labels"]
        classes = [mask.classes for mask in masks if isinstance(mask, Mask)]
        if masks and (len(classes) != 2 or len(masks) != 2 or classes[0] != classes[1]):
            found = " and ".join(mask.phrase() for mask in masks if mask is not None)
            if len(classes) == len(masks) == 2:
                found = "masks of other classes"
            yield LabelsAmiss(span=context.span("labels"), found=found)

"""The method `rotation`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from scic.backends.components.method.pretraining import Pretraining
from scic.compiler.catalogue.component import Augment, Need
from scic.compiler.diagnostics.base import Diagnostic, Warning_

if TYPE_CHECKING:
    from scic.compiler.resolve.context import Context

TILT = 45
"""The angle in degrees up to which a picture shows where its up is."""


class Rotation(Pretraining):
    """Rotation prediction: learn features without labels, by telling how a picture is turned.

    Every picture is shown upright, on its side and on its head, and the network says which. It can only know from
    what the picture shows, so it learns what things look like (survey §6.1.1). Cheap, with nothing to tune, for
    pictures that have an up: photographs, organs, digits. Micrographs and satellite images have none, `simclr` serves
    for those.

    A step holds each record in four turns, four times the memory of `batch`. Pictures that are not square are upright
    or on their head only.

    Example:
        method rotation as pretrain { epochs: 20 }
        method supervised as finetune { start: pretrain, epochs: 20, optimizer: adamw(lr: 1e-4) }
    """

    section: ClassVar = "6.1.1"
    paper: ClassVar = "Gidaris et al., Unsupervised representation learning by predicting image rotations, 2018"
    needs: ClassVar = (Need(what="pictures"),)

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Find pictures that the experiment itself turns at random."""
        own = self.augment is not None
        block = context.block if own else context.data
        for index, augment in enumerate((self.augment if own else context.data.component.augment) or ()):
            if turns(augment):
                yield NoUp(
                    span=block.place("augment", index), stage=context.block.name, augment=augment.named(), own=own
                )


class NoUp(Warning_):
    """Pictures without an up, to be asked for it.

    `rotation` learns by telling how a picture is turned. An augmentation that turns pictures at random says that they
    have no up and no down, and takes away the answer: what is left to learn are traces of the turning, such as
    dark corners.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
          augment: [rotate90]
        }
        model unet { depth: 3, width: 16 }
        task segmentation { predict: cells.mask }
        method rotation as pretrain { epochs: 20 }
        method transfer { start: pretrain, epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
          augment: [rotate90]
        }
        model unet { depth: 3, width: 16 }
        task segmentation { predict: cells.mask }
        method simclr as pretrain { epochs: 20, views: [rotate90, crop, noise(deviation: 0.3)] }
        method transfer { start: pretrain, epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI563"
    stage: str
    augment: str
    own: bool

    def message(self) -> str:
        """What is wrong."""
        return f"`{self.augment}` turns the pictures at random, and `{self.stage}` asks how they are turned"

    def help(self) -> str:
        """How to mend it."""
        upright = f"remove `{self.augment}`" if self.own else f"write `augment: []` in `{self.stage}`"
        return f"use `simclr` for pictures that have no up; where they have one, {upright}"


def turns(augment: Augment) -> bool:
    """Whether up and down, or up and aside, change places."""
    if augment.named() == "rotate":
        degrees: tuple[float, ...] = getattr(augment, "degrees", (0.0,))
        return max(map(abs, degrees)) > TILT
    return augment.named() == "rotate90" or (augment.named() == "flip" and getattr(augment, "axes", "") != "horizontal")

"""The method `rotation`."""

from __future__ import annotations

from typing import ClassVar

from scic.backends.components.method.pretraining import Pretraining
from scic.compiler.catalogue.component import Need


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
    source: ClassVar = "Gidaris et al., Unsupervised representation learning by predicting image rotations, 2018"
    needs: ClassVar = (Need(what="pictures"),)

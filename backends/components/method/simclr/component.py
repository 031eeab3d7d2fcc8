"""The method `simclr`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from pydantic import Field

from scic.backends.components.method.pretraining import Pretraining
from scic.compiler.catalogue.component import Augment, Need
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.settings import Count, Positive
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.ports import AugmentMismatch
from scic.compiler.source import Span


def usual_views() -> tuple[Augment, ...]:
    """Shifts, holes and noise, which hardly any picture minds."""
    given = {"crop": {"padding": 0.25}, "cutout": {"size": 0.4}, "noise": {"deviation": 0.3}}
    views = (load("augment", name).usual(**settings) for name, settings in given.items())
    return tuple(view for view in views if isinstance(view, Augment))


class Simclr(Pretraining):
    """SimCLR: learn features without labels, by telling records apart.

    Two views of each record, changed at random, are to be found among those of all others. For pictures that are
    many while labels are few: pretrain on all of them, then finetune on those with labels (survey §6.1.1).

    The `views` decide what is learnt: whatever they change, the features forget. Choose changes after which a person
    would still give the same answer; strong ones, several together. A digit bears shifts, tilts, holes and noise, a
    micrograph any turn. All other records of a batch are what each is told from, so a large `batch` helps; a low
    `temperature` minds those most that look alike.

    Example:
        method simclr as pretrain {
          epochs: 20
          batch: 256
          temperature: 0.1
          views: [crop(padding: 25%), rotate(degrees: -15..15), noise(deviation: 0.3)]
        }
        method supervised as finetune { start: pretrain, epochs: 20, optimizer: adamw(lr: 1e-4) }
    """

    section: ClassVar = "6.1.1"
    paper: ClassVar = "Chen et al., A simple framework for contrastive learning of visual representations, 2020"
    needs: ClassVar = (Need(what="pictures"), Need(what="views"))
    contrasts: ClassVar = True

    batch: Count = Field(256, description="records a step; each is told from all others of its batch")
    views: tuple[Augment, ...] = Field(default_factory=usual_views, description="the random changes that make a view")
    temperature: Positive = Field(0.1, description="how near the views of others may come; low minds the nearest most")
    projection: Count = Field(64, description="the numbers of the projection that the loss reads")

    def verify(self, span: Callable[..., Span]) -> Iterable[Diagnostic]:
        """Find views that are no change of one record."""
        for index, view in enumerate(self.views):
            if view.mixes:
                yield AugmentMismatch(
                    span=span("views", index),
                    augment=view.named(),
                    reason="mixes records, a view is of one alone",
                    repair=f"remove `{view.named()}` from the views",
                )

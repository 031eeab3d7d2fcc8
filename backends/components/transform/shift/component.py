"""Shifted pictures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Transform
from scic.compiler.catalogue.ports import Mask
from scic.compiler.catalogue.settings import Count
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.ports import AugmentMismatch
from scic.compiler.resolve.context import Context


class Shift(Transform):
    """Move every picture by some pixels along each of its axes, down and to the right.

    A camera that is mounted otherwise, or another crop. What moves out is lost, what moves in repeats the edge.
    Convolutional networks bear it better than perceptrons: score it by `validate external`.

    Example:
        experiment digits { seed: 1 }
        data sample as scans { set: digits, split: random(stratify: digit) }
        data sample as photos { set: digits, split: random(stratify: digit), transform: [shift(pixels: 1)] }
        model cnn { widths: [16, 32] }
        task classification { predict: scans.digit }
        method supervised { epochs: 20, batch: 64 }
        validate external { data: photos }
        validate baselines
        validate seeds { count: 3 }
    """

    section: ClassVar = "5.2"

    pixels: Count = Field(1, description="pixels along each axis")

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Masks would stay where they are."""
        if any(isinstance(type_, Mask) for type_ in context.data.record.fields.values()):
            yield AugmentMismatch(
                span=context.span(),
                augment="shift",
                reason="moves pictures and leaves their masks where they are",
                repair="remove `shift`, or move both with `augment: [crop]`",
            )

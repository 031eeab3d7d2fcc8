"""The plain convolutional network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from scic.backends.components.model.grids import coarsened, halvings, too_small
from scic.compiler.catalogue.component import Trunk
from scic.compiler.catalogue.ports import FieldType, Image, Layer, Map, Vector, Volume
from scic.compiler.catalogue.settings import Count, Share
from scic.compiler.diagnostics.base import Diagnostic

if TYPE_CHECKING:
    from scic.compiler.resolve.context import Context


class Cnn(Trunk):
    """A plain convolutional network for small images and volumes.

    Blocks of 3x3 convolutions, the grid halved between them, pooled into a vector at the end. It trains in
    minutes and is the first thing to try on pictures up to some 64 pixels wide, in two dimensions or three.
    For larger photographs take `resnet`, with pretrained weights where the pictures look like photographs.
    With batches under about eight records, set `normalization: group`.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit) }
        model cnn { widths: [16, 32, 64] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.3.1"
    paper = "LeCun et al., Gradient-based learning applied to document recognition, 1998"
    takes = (Image, Volume)

    widths: Annotated[tuple[Count, ...], Field(min_length=1)] = Field(
        (32, 64, 128), description="the channels of each block; the grid is halved between blocks"
    )
    convolutions: Count = Field(2, description="convolutions in each block")
    normalization: Literal["batch", "group"] | None = Field(
        "batch", description="what follows each convolution; group for small batches, none to leave it"
    )
    dropout: Share = Field(0.0, description="the share of channels dropped after each block while training")
    pool: Literal["mean", "max"] | None = Field(
        "mean", description="how the last map becomes a vector; none to give the map"
    )

    def gives(self, inputs: FieldType) -> Vector | Map:
        """A vector as wide as the last block, or its map without `pool`."""
        if self.pool is not None:
            return Vector(self.widths[-1])
        return self._map(inputs, len(self.widths) - 1)

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """A map for each block, and what is given."""
        blocks = (Layer(f"block{level + 1}", self._map(inputs, level)) for level in range(len(self.widths)))
        return (*blocks, Layer("features", self.gives(inputs)))

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Find images that are too small for so many blocks."""
        possible = halvings(context.input)
        repair = "" if possible is None else f"give `widths` at most {possible + 1} numbers"
        coarsest = self._map(context.input, len(self.widths) - 1)
        yield from too_small(context, model=self.named(), coarsest=coarsest, setting="widths", repair=repair)

    def _map(self, inputs: FieldType | None, level: int) -> Map:
        return coarsened(inputs, self.widths[level], level)

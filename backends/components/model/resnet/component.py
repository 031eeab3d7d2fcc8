"""The residual network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from scic.backends.components.model.grids import halvings, too_small
from scic.compiler.catalogue.component import Trunk
from scic.compiler.catalogue.ports import FieldType, Image, Layer, Map, Vector
from scic.compiler.diagnostics.base import Diagnostic

if TYPE_CHECKING:
    from scic.compiler.resolve.context import Context

STEM = 64
BLOCKS = 4
BOTTLENECKS = (50, 101)
EXPANSION = 4


class Resnet(Trunk):
    """A residual network, with pretrained weights where you have them.

    The first choice for photographs and for pictures that resemble them, from some 64 pixels up. With a few
    hundred records start from pretrained weights: `hub` downloads those of ImageNet, a path reads a file of
    timm's or torchvision's. Any number of channels is adapted. Depth 18 is enough for most sets of a few
    thousand records. Pictures under 64 pixels need `small_images`, which keeps the first layers at full
    resolution.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit) }
        model resnet { depth: 18, small_images: true }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.3.1"
    paper = "He et al., Deep residual learning for image recognition, 2016"
    requires: ClassVar[Mapping[str, tuple[str, ...]]] = {"pytorch": ("timm>=1.0", "torchvision>=0.21")}
    takes = (Image,)

    depth: Literal[18, 34, 50, 101] = Field(18, description="the number of layers")
    weights: str | None = Field(
        None,
        description="pretrained weights: the path of a file, or hub to download them; none to start fresh",
    )
    small_images: bool = Field(
        False, description="whether the first layers keep the grid of the input, for images under 64 pixels"
    )
    pool: Literal["mean", "max"] | None = Field(
        "mean", description="how the last map becomes a vector; none to give the map"
    )

    def paths(self) -> Mapping[str, str]:
        """The file of weights, if there is one."""
        return {} if self.weights in (None, "hub") else {"weights": self.weights}

    def gives(self, inputs: FieldType) -> Vector | Map:
        """A vector as wide as the last block, or its map without `pool`."""
        last = self._block(BLOCKS)
        return last if self.pool is None else Vector(last.channels)

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """The stem, the four blocks, and what is given."""
        blocks = (Layer(f"block{number}", self._block(number)) for number in range(1, BLOCKS + 1))
        stem = Layer("stem", Map(STEM, stride=self._block(1).stride))
        return (stem, *blocks, Layer("features", self.gives(inputs)))

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Find images that are smaller than one place of the last map."""
        small = not self.small_images and (halvings(context.input) or 0) >= BLOCKS - 1
        repair = "set `small_images: true`" if small else "use `cnn`"
        coarsest = self._block(BLOCKS)
        yield from too_small(context, model=self.named(), coarsest=coarsest, setting="depth", repair=repair)

    def _block(self, number: int) -> Map:
        width = STEM * 2 ** (number - 1) * (EXPANSION if self.depth in BOTTLENECKS else 1)
        first = 1 if self.small_images else 4
        return Map(width, (first * 2 ** (number - 1),) * 2)

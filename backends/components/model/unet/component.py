"""The U-Net."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from scic.backends.components.model.grids import coarsened, halvings, too_small
from scic.compiler.catalogue.component import Trunk
from scic.compiler.catalogue.ports import FieldType, Image, Layer, Map, Vector, Volume
from scic.compiler.catalogue.settings import Count, Share
from scic.compiler.diagnostics.base import Diagnostic

if TYPE_CHECKING:
    from scic.compiler.resolve.context import Context


class Unet(Trunk):
    """A U-Net: a path down to coarse maps and back up to fine ones, for a prediction at every pixel.

    The standard for segmenting micrographs and scans, in two dimensions and three, and good with few
    images. Give it depth enough that its coarsest level sees a whole object: 3 for cells of some 20 pixels,
    4 or 5 for organs. Images of any size pass; there is nothing to crop by hand. Of a volume with a `spacing`,
    an axis of far-apart slices is halved only once the others are as coarse. With `pool` it gives a vector
    instead of a map.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
        }
        model unet { depth: 3, width: 16 }
        task segmentation { predict: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.3.3"
    paper = "Ronneberger et al., U-Net: convolutional networks for biomedical image segmentation, 2015"
    takes = (Image, Volume)

    depth: Count = Field(4, description="how often the grid is halved on the way down")
    width: Count = Field(32, description="channels of the finest level; each level down has twice as many")
    convolutions: Count = Field(2, description="convolutions at each level")
    normalization: Literal["batch", "group"] | None = Field(
        "group", description="what follows each convolution; group suits the small batches of large images"
    )
    dropout: Share = Field(0.0, description="the share of channels dropped after each level while training")
    pool: Literal["mean", "max"] | None = Field(None, description="how the map becomes a vector; none to give the map")

    def gives(self, inputs: FieldType) -> Vector | Map:
        """A map on the grid of the input, or a vector with `pool`."""
        return self._map(inputs, 0) if self.pool is None else Vector(self.width)

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """The stem, the blocks down to the neck and up again, and what is given."""
        levels = [*range(self.depth + 1), *reversed(range(self.depth))]
        down = [f"block{number}" for number in range(1, self.depth)]
        up = [f"block{number}" for number in range(self.depth, 2 * self.depth)]
        names = ["stem", *down, "neck", *up]
        maps = (Layer(name, self._map(inputs, level)) for name, level in zip(names, levels, strict=True))
        return (*maps, Layer("features", self.gives(inputs)))

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Find images that are too small for the depth."""
        possible = halvings(context.input)
        repair = f"set `depth` to at most {possible}" if possible else "use `linear` or `mlp`"
        coarsest = self._map(context.input, self.depth)
        yield from too_small(context, model=self.named(), coarsest=coarsest, setting="depth", repair=repair)

    def _map(self, inputs: FieldType | None, level: int) -> Map:
        return coarsened(inputs, self.width * 2**level, level)

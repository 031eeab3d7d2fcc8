"""VoxelMorph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from scic.backends.components.model.grids import coarsened, halvings, too_small
from scic.compiler.catalogue.component import Trunk
from scic.compiler.catalogue.ports import Displacement, FieldType, Image, Layer, Map, Pair
from scic.compiler.catalogue.settings import Count
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.registration import UnlikePair

if TYPE_CHECKING:
    from scic.compiler.resolve.context import Context


class Voxelmorph(Trunk):
    """A VoxelMorph: a U-Net over two pictures that says how far to move every pixel of the first.

    For aligning slices, scans and time points in one pass, where a classic registration solves each pair anew
    (Balakrishnan et al. 2019). It reads the moving picture, then the fixed one; without `inputs`, those of the task.
    Give it depth enough that its coarsest level spans the largest move.

    What the network gives is a velocity that is followed from 0 to 1 in 2^`squarings` small steps: such a motion can be
    undone, and does not fold the grid (Dalca et al. 2018). With `squarings: 0` it is the displacement itself, which is
    quicker and may fold.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("data/nuclei/images/*.tif")
            moving: deform(of: image, amount: 4%)
          }
        }
        model voxelmorph { depth: 3, width: 16 }
        task registration { predict: cells.moving, fixed: cells.image }
        method supervised { epochs: 100, batch: 4 }
        validate baselines
        validate seeds { count: 3 }
    """

    section = "4.3.5"
    paper = "Balakrishnan et al., VoxelMorph: a learning framework for deformable medical image registration, 2019"
    takes = (Pair,)

    depth: Count = Field(4, description="how often the grid is halved on the way down")
    width: Count = Field(16, description="channels of the finest level; each level down has twice as many")
    convolutions: Count = Field(1, description="convolutions at each level")
    normalization: Literal["batch", "group"] | None = Field(None, description="what follows each convolution")
    squarings: int = Field(5, ge=0, le=10, description="doublings of the small steps along the velocity")

    def gives(self, inputs: FieldType) -> Displacement:
        """The moved picture, and how far each of its pixels has come."""
        return Displacement(self._rank(inputs))

    def layers(self, inputs: FieldType) -> Sequence[Layer]:
        """The stem, the blocks down to the neck and up again, and what is given."""
        levels = [*range(self.depth + 1), *reversed(range(self.depth))]
        down = [f"block{number}" for number in range(1, self.depth)]
        up = [f"block{number}" for number in range(self.depth, 2 * self.depth)]
        names = ["stem", *down, "neck", *up]
        maps = (Layer(name, self._map(inputs, level)) for name, level in zip(names, levels, strict=True))
        return (*maps, Layer("features", self.gives(inputs)))

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """Find pictures that are too small for the depth, and pairs that cannot lie on each other."""
        possible = halvings(context.input)
        repair = f"set `depth` to at most {possible}" if possible else "use `squarings: 0` and a smaller `depth`"
        coarsest = self._map(context.input, self.depth)
        yield from too_small(context, model=self.named(), coarsest=coarsest, setting="depth", repair=repair)
        if isinstance(context.input, Pair):
            yield from unlike(context, context.input)

    def _map(self, inputs: object, level: int) -> Map:
        return coarsened(inputs, self.width * 2**level, level)

    def _rank(self, inputs: FieldType) -> int:
        return inputs.moving.rank if isinstance(inputs, Pair) else Image.rank


def unlike(context: Context, pair: Pair) -> Iterable[Diagnostic]:
    """Find what keeps two pictures from lying on each other: other sizes, other channels."""
    one, other = pair.moving, pair.fixed
    fields = getattr(context.block, "fields", ("moving", "fixed"))
    span = context.span("inputs")
    if one.rank != other.rank:
        yield UnlikePair(span=span, fields=fields, found=(one.phrase(), other.phrase()), setting="")
    elif one.size is not None and other.size is not None and one.size != other.size:
        sizes = tuple("x".join(map(str, each)) for each in (one.size, other.size))
        yield UnlikePair(span=span, fields=fields, found=(f"{sizes[0]} pixels", f"{sizes[1]} pixels"), setting=sizes[1])
    elif one.channels is not None and other.channels is not None and one.channels != other.channels:
        counts = (one.channels, other.channels)
        words = tuple(f"of {count} channel{'s' * (count > 1)}" for count in counts)
        yield UnlikePair(span=span, fields=fields, found=words, setting=str(min(counts)), what="channels")

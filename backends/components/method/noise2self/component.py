"""The method `noise2self`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from scic.backends.components.method.training import Training
from scic.compiler.catalogue.component import Need
from scic.compiler.catalogue.ports import Pixels
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.pixels import TooSmall
from scic.compiler.ir import TaskBlock
from scic.compiler.resolve.context import Context


class Noise2self(Training):
    """Noise2Self: learn to denoise from noisy pictures alone, by predicting hidden pixels.

    At every step the pixels of a grid are hidden: each gets the mean of its neighbours instead. The loss compares what
    the network says of them with what was measured. Noise that is independent from pixel to pixel cannot be predicted
    from the neighbours, so that the best answer is the picture without it (survey §6.4). It needs no clean picture
    and no second exposure, and sees none where there are some: these are for the scores alone.

    Noise that goes on from pixel to pixel, as stripes do or what a camera has interpolated, is learnt as if it were
    structure. Prefer a `unet` without `normalization`, which would tie each picture's intensities to its own mean, and
    a learning rate of 1e-3 to 2e-3: with 3e-3 a training may stay far behind a filter. What was trained is applied to
    the picture as it is, no pixel hidden, which denoises slightly better than to hide every pixel in turn.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            noisy: noise(of: image, deviation: 20)
          }
        }
        model unet { inputs: [cells.noisy], depth: 2, width: 16, normalization: none }
        task denoising { predict: cells.noisy, clean: cells.image }
        method noise2self { epochs: 100, batch: 4, grid: 4 }
        validate baselines
        validate seeds { count: 3 }
    """

    section: ClassVar = "6.4"
    paper: ClassVar = "Batson & Royer, Noise2Self: blind denoising by self-supervision, 2019"
    needs: ClassVar[tuple[Need, ...]] = (Need(what="pictures"),)
    batches: ClassVar = ("every",)
    hides: ClassVar = True

    grid: int = Field(4, ge=2, description="distance between the hidden pixels along each axis, in pixels")

    def unserved(self, task: TaskBlock, context: Context) -> tuple[str, str] | None:
        """A task's answers must be such as can be held against the input."""
        if "distance" in task.component.answers:
            return None
        return (
            "gives no picture back to compare with what was measured",
            "use `task denoising`, or learn from targets by `method supervised`",
        )

    def check(self, context: Context) -> Iterable[Diagnostic]:
        """The input must be larger than the grid, too."""
        yield from super().check(context)
        for trunk in context.experiment.trunks:
            size = trunk.input.size if isinstance(trunk.input, Pixels) else None
            if size is not None and min(size) < self.grid:
                repair = f"set `grid` to at most {min(size)}"
                least = (self.grid,) * len(size)
                yield TooSmall(span=context.span("grid"), model=self.named(), size=size, least=least, repair=repair)

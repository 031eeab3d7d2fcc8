"""SCI512: tiles of one image in two parts."""

from __future__ import annotations

from collections.abc import Iterable

from scic.compiler.diagnostics.base import Diagnostic, Warning_
from scic.compiler.ir import Experiment
from scic.compiler.rules._records import ungrouped


class TileLeak(Warning_):
    """Tiles of one image in two parts.

    Neighbouring tiles share their tissue, their staining and their light. When one trains the network and the next
    one tests it, the score tells how well it knows this image, not how well it will do on another: the spurious
    correlation that the survey (§9) warns of.

    Example:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
          tile: 64x64
        }
        model unet { depth: 3, width: 16 }
        task segmentation { predict: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment nuclei { seed: 1 }
        data files as cells {
          fields {
            image: image("nuclei/images/*.tif")
            mask: mask("nuclei/masks/*.tif", classes: [background, nucleus])
          }
          tile: 64x64
          split: random(group: record)
        }
        model unet { depth: 3, width: 16 }
        task segmentation { predict: cells.mask }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI512"
    single: bool
    """Whether there is one image only, so that nothing can be kept together."""

    def message(self) -> str:
        return "the tiles of one image are divided at random, neighbours fall into different parts"

    def help(self) -> str:
        way = (
            "`split: spans`, which divides the image along an axis"
            if self.single
            else "`split: random(group: record)`, which keeps the tiles of an image together"
        )
        return f"write {way}: a network knows the neighbours of what it has learnt (survey §9)"


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Look for data that are cut into tiles, then divided at random."""
    for data in experiment.data:
        if getattr(data.component, "tile", None) is not None and ungrouped(data):
            single = not any("*" in pattern for pattern in data.component.paths().values())
            yield TileLeak(span=data.place("split"), single=single)

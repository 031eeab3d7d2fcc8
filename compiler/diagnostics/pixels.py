"""SCI310: images that a network is too deep for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scic.compiler.catalogue.ports import Pair, Pixels
from scic.compiler.diagnostics.base import Diagnostic

if TYPE_CHECKING:
    from scic.compiler.resolve.context import Context


class TooSmall(Diagnostic):
    """A network that halves its images down to less than one pixel.

    Each level of a convolutional network looks at a grid half as fine as the one before. An image with fewer
    pixels than there are halvings to make has nothing left for the last levels to look at.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit) }
        model cnn { widths: [8, 16, 32, 64, 128] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit) }
        model cnn { widths: [16, 32, 64] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI310"
    model: str
    size: tuple[int, ...]
    least: int
    repair: str

    def message(self) -> str:
        """Say the size that is needed and the size that is there."""
        found = "x".join(str(length) for length in self.size)
        return f"this `{self.model}` needs at least {self.least} pixels along each axis, its input has {found}"

    def help(self) -> str:
        """Say what to change in the network."""
        return f"{self.repair}, or give it larger images"


def too_small(context: Context, *, model: str, least: int, setting: str, repair: str) -> Iterable[TooSmall]:
    """Find images of fewer than `least` pixels along an axis; `setting` is to blame, `repair` mends it."""
    found = _grid(context.input)
    if isinstance(found, Pixels) and found.size is not None and min(found.size) < least:
        yield TooSmall(span=context.span(setting), model=model, size=found.size, least=least, repair=repair)


def halvings(found: object) -> int | None:
    """How often images can be halved before less than a pixel is left; None while their size is open."""
    found = _grid(found)
    if isinstance(found, Pixels) and found.size is not None:
        return min(found.size).bit_length() - 1
    return None


def _grid(found: object) -> object:
    """What says how many pixels there are: of a pair, the picture that is moved."""
    return found.moving if isinstance(found, Pair) else found

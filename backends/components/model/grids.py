"""The grids of networks that halve their images, level by level."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scic.backends.shared.halving import strides
from scic.compiler.catalogue.ports import Image, Map, Pair, Pixels
from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.diagnostics.pixels import TooSmall

if TYPE_CHECKING:
    from scic.compiler.resolve.context import Context


def too_small(context: Context, *, model: str, coarsest: Map, setting: str, repair: str) -> Iterable[Diagnostic]:
    """Find images smaller than one place of the coarsest map; `setting` is to blame, `repair` mends it."""
    found, least = _grid(context.input), coarsest.stride
    if not isinstance(found, Pixels) or found.size is None or len(found.size) != len(least):
        return
    if any(there < need for there, need in zip(found.size, least, strict=True)):
        yield TooSmall(span=context.span(setting), model=model, size=found.size, least=least, repair=repair)


def halvings(found: object) -> int | None:
    """How often images can be halved before less than a pixel is left; None while their size is open."""
    found = _grid(found)
    if not isinstance(found, Pixels) or found.size is None:
        return None
    count = 0
    while all(there >= need for there, need in zip(found.size, strides(found.distances, count + 1), strict=True)):
        count += 1
    return count


def coarsened(found: object, channels: int, depth: int) -> Map:
    """The map of a network that has halved its images `depth` times."""
    grid = _grid(found)
    distances = grid.distances if isinstance(grid, Pixels) else (1.0,) * Image.rank
    return Map(channels, strides(distances, depth))


def _grid(found: object) -> object:
    """What says how many pixels there are: of a pair, the picture that is moved."""
    return found.moving if isinstance(found, Pair) else found

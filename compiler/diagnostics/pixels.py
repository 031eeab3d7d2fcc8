"""SCI310: images that a network is too deep for."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic


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
    least: tuple[int, ...]
    repair: str

    def message(self) -> str:
        """Say the size that is needed and the size that is there."""
        found, least = ("x".join(map(str, lengths)) for lengths in (self.size, self.least))
        if len(set(self.least)) == 1:
            least = f"{self.least[0]} pixels along each axis"
        return f"this `{self.model}` needs at least {least}, its input has {found}"

    def help(self) -> str:
        """Say what to change in the network."""
        return f"{self.repair}, or give it larger images"

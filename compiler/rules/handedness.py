"""SCI505: mirrored records whose meaning a mirror changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scic.compiler.catalogue.component import Augment
from scic.compiler.catalogue.ports import Boxes, Category, FieldType, Mask
from scic.compiler.diagnostics.base import Diagnostic, Warning_, listed
from scic.compiler.ir import Block, Experiment
from scic.compiler.rules._names import bare, words

GLYPHS = {"character", "digit", "glyph", "letter", "numeral"}
ALPHABET = 10
"""Fewest classes of one character that are taken for an alphabet: 0 and 1 are more often a code."""
TILT = 30
"""The angle in degrees up to which a turned digit is still itself."""


class Handedness(Warning_):
    """An augmentation that changes what a picture means.

    A mirrored 2 is no digit, a 6 upside down is a 9, and a mirrored left lung is a right one. Augmentation is to
    make a network robust to changes that leave the meaning alone (survey §6.3); these teach it false labels. As views
    of a self-supervised stage they teach it that both are the same.

    Example:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit), augment: [flip] }
        model cnn { widths: [16, 32] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment digits { seed: 1 }
        data sample { set: digits, split: random(stratify: digit), augment: [rotate(degrees: -15..15)] }
        model cnn { widths: [16, 32] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI505"
    augment: str
    field: str
    sides: tuple[str, ...]
    """The classes that name a side; none where the records are digits or letters."""

    def message(self) -> str:
        if self.sides:
            return (
                f"`{self.augment}` swaps left and right, `{self.field}` tells them apart: {listed(self.sides, 'and')}"
            )
        verb = "mirrors" if self.augment == "flip" else "turns"
        return f"`{self.augment}` {verb} digits or letters, which then are others or none"

    def help(self) -> str:
        if self.sides:
            return (
                "mirror up and down only, `flip(axes: vertical)`, or remove it: "
                "the labels do not swap with the picture (survey §6.3)"
            )
        return (
            f"replace `{self.augment}` by `rotate(degrees: -15..15)`, `crop` or `elastic`, "
            "which leave the meaning as it is (survey §6.3)"
        )


def check(experiment: Experiment) -> Iterable[Diagnostic]:
    """Set each augmentation, and each view of a stage, against the classes that are to be told apart."""
    for task in experiment.tasks:
        classes = _classes(task.target)
        glyphs = bool(task.targets) and _are_glyphs(task.targets[0], classes)
        sides = tuple(name for name in classes if {"left", "right"} & set(words(name)))
        for block in (experiment.block_of_data(task.data), *experiment.stages):
            for slot, index, augment in _changes(block):
                if (glyphs and _turns(augment)) or (sides and _swaps(augment)):
                    yield Handedness(
                        span=block.place(slot, index),
                        augment=augment.named(),
                        field=task.targets[0],
                        sides=() if glyphs else sides,
                    )


def _changes(block: Block) -> Iterator[tuple[str, int, Augment]]:
    """The random changes that a block asks for: the setting, the place in it, the change."""
    for slot in ("augment", "views"):
        for index, augment in enumerate(getattr(block.component, slot, None) or ()):
            yield slot, index, augment


def _classes(target: FieldType) -> Sequence[str]:
    return target.classes or () if isinstance(target, Category | Mask | Boxes) else ()


def _are_glyphs(field: str, classes: Sequence[str]) -> bool:
    characters = all(len(name) == 1 and name.isalnum() for name in classes)
    return bare(field) in GLYPHS or (len(classes) >= ALPHABET and characters)


def _turns(augment: Augment) -> bool:
    """Whether it makes another letter, or none, of a letter."""
    if augment.named() == "rotate":
        degrees: tuple[float, ...] = getattr(augment, "degrees", (0.0,))
        return max(map(abs, degrees)) > TILT
    return augment.named() in ("flip", "rotate90")


def _swaps(augment: Augment) -> bool:
    """Whether it makes a left side a right one."""
    return augment.named() == "flip" and getattr(augment, "axes", "") != "vertical"

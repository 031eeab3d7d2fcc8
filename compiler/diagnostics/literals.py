"""SCI02x: texts and numbers that are not written as the language writes them."""

from __future__ import annotations

from typing import ClassVar

from scic.compiler.diagnostics.base import Diagnostic, nearest


class UnterminatedText(Diagnostic):
    """A text without its closing quote.

    A text ends with the quote it began with, on the same line. Three quotes hold several lines.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample."species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample."species" }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI020"

    quote: str

    def message(self) -> str:
        return f"this text has no closing `{self.quote}`"

    def help(self) -> str:
        if len(self.quote) == 3:
            return f"end it with `{self.quote}`"
        return f"end it with `{self.quote}` on the same line; `{self.quote * 3}` holds several lines"


class CurlyQuotes(Diagnostic):
    """A text in curly quotes.

    Word processors and chat programs turn plain quotes into curly ones. A spec has plain ones only.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.“species” }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample."species" }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI021"

    text: str

    def message(self) -> str:
        return f"`{self.text}` is in curly quotes"

    def help(self) -> str:
        return f'write `"{self.text[1:-1]}"`'


class UnknownEscape(Diagnostic):
    r"""A backslash in a text before a character that it cannot change.

    `\n`, `\t`, `\"`, `\'`, `\\` and `\uXXXX` are known. A backslash itself is written twice.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample."spec\ies" }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample."species" }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI022"

    sequence: str

    def message(self) -> str:
        return f"`{self.sequence}` is not an escape"

    def help(self) -> str:
        if self.sequence.startswith("\\u"):
            return r"`\u` takes the four hexadecimal digits of a character, as in `\u00b5`"
        return rf"write `\{self.sequence}` for a backslash; known are `\n`, `\t`, `\"`, `\'`, `\\`, `\uXXXX`"


class BarePoint(Diagnostic):
    """A decimal point without a digit on both sides.

    `.5` and `5.` are easily misread, and a point alone joins the parts of a reference.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64], dropout: .1 }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64], dropout: 0.1 }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI023"

    text: str
    meant: str

    def message(self) -> str:
        return f"`{self.text}` lacks a digit beside its point"

    def help(self) -> str:
        return f"write `{self.meant}`"


class SpacedUnit(Diagnostic):
    """A quantity or a size that is not written as one word.

    A unit is attached to its number, `5%`, and a size is written with a small x, `256x256`.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64], dropout: 10 % }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64], dropout: 10% }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI024"

    text: str
    meant: str

    def message(self) -> str:
        return f"`{self.text}` is not written as one word"

    def help(self) -> str:
        return f"write `{self.meant}`"


class UnknownUnit(Diagnostic):
    """A number with a unit that the language does not know.

    A count has no unit: the setting's name says what is counted. A name that begins with a digit stands in
    quotes.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20epochs }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI025"

    number: str
    unit: str
    units: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.unit}` is not a unit"

    def help(self) -> str:
        near = nearest(self.unit, self.units)
        other = f"`{self.number}{near}`" if near else f'`"{self.number}{self.unit}"` if it is a name'
        return f"write `{self.number}`, or {other}"


class HugeNumber(Diagnostic):
    """A number beyond what a computer reckons with.

    Numbers go up to about 1.8e308 in size, as everywhere where doubles are used.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 1e999 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI026"

    text: str

    def message(self) -> str:
        shown = self.text if len(self.text) <= 24 else f"{self.text[:20]}..."
        return f"`{shown}` is too large a number"

    def help(self) -> str:
        return "write a number below 1e308 in size"

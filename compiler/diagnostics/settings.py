"""SCI04x: settings, arguments and values that are put together wrongly."""

from __future__ import annotations

from typing import ClassVar

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.source import Span


class MissingColon(Diagnostic):
    """A setting or an argument without its colon.

    The colon parts the name from the value, so that a name alone, an entry of a list for one, is not taken for a
    setting.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
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

    code: ClassVar[str] = "SCI040"

    key: str

    def message(self) -> str:
        return f"`{self.key}` has no colon"

    def help(self) -> str:
        return f"write `{self.key}: value`"


class MissingValue(Diagnostic):
    """A place where a value belongs and none stands.

    A setting without a value is left out, so that its default holds; `none` says that there is none.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
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

    code: ClassVar[str] = "SCI041"

    after: str

    def message(self) -> str:
        return f"there is no value after `{self.after}`"

    def help(self) -> str:
        return f"write a value, or remove `{self.after}`"


class MissingComma(Diagnostic):
    """Two things side by side without a comma.

    Inside brackets commas separate, in a body commas or newlines. A text with spaces stands in quotes.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
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

    code: ClassVar[str] = "SCI042"

    text: str
    in_body: bool

    def message(self) -> str:
        return f"there is no comma before `{self.text}`"

    def help(self) -> str:
        if self.in_body:
            return "begin a new line for the next setting, or put a comma before it"
        return "put a comma before it, or quotes around a text that has spaces"


class Unexpected(Diagnostic):
    """Something that cannot stand in its place.

    Each place of a spec takes a few things only: a name after `model`, a value after a colon, a comma or the closing
    bracket after an entry of a list.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64,, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
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

    code: ClassVar[str] = "SCI043"

    found: str
    expected: str

    def message(self) -> str:
        return f"unexpected `{self.found}`"

    def label(self) -> str:
        return f"expected {self.expected}"

    def help(self) -> str:
        return f"write {self.expected} here"


class RepeatedSetting(Diagnostic):
    """A setting given twice.

    Only one of the two could hold, and which one would be a guess.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, epochs: 30 }
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

    code: ClassVar[str] = "SCI044"

    key: str
    first: Span

    def message(self) -> str:
        return f"`{self.key}` is given twice"

    def help(self) -> str:
        return "keep one of the two"

    def notes(self) -> tuple[tuple[Span, str], ...]:
        return ((self.first, "first given here"),)


class PositionalAfterNamed(Diagnostic):
    """An argument without a name after one that has a name.

    The place of an argument says what it is only as long as no name has been used.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, optimizer: adamw(lr: 1e-3, 0.01) }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, optimizer: adamw(lr: 1e-3, weight_decay: 0.01) }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI045"

    text: str
    named: Span

    def message(self) -> str:
        return f"`{self.text}` has no name, but an argument before it has one"

    def help(self) -> str:
        return "name it, `name: value`, or move it to the front"

    def notes(self) -> tuple[tuple[Span, str], ...]:
        return ((self.named, "named here"),)


class ReversedRange(Diagnostic):
    """A range whose lower end is above its upper end.

    A range runs from its lower end to its upper one. Written the other way round it may be a slip, so it is not
    turned silently.

    Example:
        experiment digits { seed: 1 }
        data sample {
          set: digits
          split: random(stratify: digit)
          augment: [rotate(degrees: 10..-10)]
        }
        model cnn { widths: [16, 32] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment digits { seed: 1 }
        data sample {
          set: digits
          split: random(stratify: digit)
          augment: [rotate(degrees: -10..10)]
        }
        model cnn { widths: [16, 32] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI046"

    low: str
    high: str

    def message(self) -> str:
        return f"the range `{self.low}..{self.high}` runs backwards"

    def help(self) -> str:
        return f"write `{self.high}..{self.low}`"


class MixedUnits(Diagnostic):
    """A range whose ends differ in their unit.

    Both ends carry the same unit, or none.

    Example:
        experiment digits { seed: 1 }
        data sample {
          set: digits
          split: random(stratify: digit)
          augment: [rotate(degrees: -10deg..10)]
        }
        model cnn { widths: [16, 32] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment digits { seed: 1 }
        data sample {
          set: digits
          split: random(stratify: digit)
          augment: [rotate(degrees: -10deg..10deg)]
        }
        model cnn { widths: [16, 32] }
        task classification { predict: sample.digit }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI047"

    low: str
    high: str

    def message(self) -> str:
        return f"`{self.low}` and `{self.high}` differ in their unit"

    def help(self) -> str:
        return "write both ends in the same unit"


class MisplacedColon(Diagnostic):
    """A colon between a name and the braces that follow it.

    A colon stands before values only. A block is written `KIND COMPONENT { ... }`, a body inside a body
    `fields { ... }`.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model: mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
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

    code: ClassVar[str] = "SCI048"

    word: str
    form: str

    def message(self) -> str:
        return f"`{self.word}` takes no colon here"

    def help(self) -> str:
        return f"write `{self.form}`"

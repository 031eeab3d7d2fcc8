"""SCI04x: settings, arguments and values that are put together wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scic.compiler.diagnostics.base import Diagnostic
from scic.compiler.source import Span


@dataclass(frozen=True, kw_only=True)
class MissingColon(Diagnostic):
    """A setting or an argument without its colon.

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
        """Name the setting."""
        return f"`{self.key}` has no colon"

    def help(self) -> str:
        """Show the form."""
        return f"write `{self.key}: value`"


@dataclass(frozen=True, kw_only=True)
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
        """Say after what."""
        return f"there is no value after `{self.after}`"

    def help(self) -> str:
        """Offer both ways out."""
        return f"write a value, or remove `{self.after}`"


@dataclass(frozen=True, kw_only=True)
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
        """Show what the comma belongs before."""
        return f"there is no comma before `{self.text}`"

    def help(self) -> str:
        """Say what separates here."""
        if self.in_body:
            return "begin a new line for the next setting, or put a comma before it"
        return "put a comma before it, or quotes around a text that has spaces"


@dataclass(frozen=True, kw_only=True)
class Unexpected(Diagnostic):
    """Something that cannot stand in its place.

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
        """Show what was found."""
        return f"unexpected `{self.found}`"

    def label(self) -> str:
        """Say what was expected."""
        return f"expected {self.expected}"

    def help(self) -> str:
        """Say what may stand here."""
        return f"write {self.expected} here"


@dataclass(frozen=True, kw_only=True)
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
        """Name the setting."""
        return f"`{self.key}` is given twice"

    def help(self) -> str:
        """Ask for a choice."""
        return "keep one of the two"

    def notes(self) -> tuple[tuple[Span, str], ...]:
        """Point at the first."""
        return ((self.first, "first given here"),)


@dataclass(frozen=True, kw_only=True)
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
        """Show the argument."""
        return f"`{self.text}` has no name, but an argument before it has one"

    def help(self) -> str:
        """Offer both ways out."""
        return "name it, `name: value`, or move it to the front"

    def notes(self) -> tuple[tuple[Span, str], ...]:
        """Point at the named argument."""
        return ((self.named, "named here"),)


@dataclass(frozen=True, kw_only=True)
class ReversedRange(Diagnostic):
    """A range whose lower end is above its upper end.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, optimizer: adamw(lr: tune(1e-2..1e-5)) }
        search tpe { trials: 20, objective: classification.accuracy }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, optimizer: adamw(lr: tune(1e-5..1e-2)) }
        search tpe { trials: 20, objective: classification.accuracy }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI046"

    low: str
    high: str

    def message(self) -> str:
        """Show the range."""
        return f"the range `{self.low}..{self.high}` runs backwards"

    def help(self) -> str:
        """Show it turned round."""
        return f"write `{self.high}..{self.low}`"


@dataclass(frozen=True, kw_only=True)
class MixedUnits(Diagnostic):
    """A range whose ends differ in their unit.

    Both ends carry the same unit, or none.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64], dropout: tune(0..50%) }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        search tpe { trials: 20, objective: classification.accuracy }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64], dropout: tune(0%..50%) }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        search tpe { trials: 20, objective: classification.accuracy }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI047"

    low: str
    high: str

    def message(self) -> str:
        """Show the ends."""
        return f"`{self.low}` and `{self.high}` differ in their unit"

    def help(self) -> str:
        """Ask for one unit."""
        return "write both ends in the same unit"


@dataclass(frozen=True, kw_only=True)
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
        """Name the word before the colon."""
        return f"`{self.word}` takes no colon here"

    def help(self) -> str:
        """Show the form."""
        return f"write `{self.form}`"

"""SCI01x: words and signs that are not written as the language writes them."""

from __future__ import annotations

from typing import ClassVar

from scic.compiler.diagnostics.base import Diagnostic

_ADVICE = {
    "-": "there is no minus between values; in a sum write `a + -0.5*b`",
    "/": "write a fraction as a decimal, and a path in quotes",
    "%": "attach the sign to its number, `5%`",
    "`": 'put a text in plain quotes, `"..."`',
    "\\": "put a path in quotes",
}


class UnexpectedCharacter(Diagnostic):
    """A character that means nothing in a spec.

    Outside of texts and comments a spec has names, numbers and the signs `{ } [ ] ( ) : , . .. + *` only.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, @64] }
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

    code: ClassVar[str] = "SCI010"

    text: str

    def message(self) -> str:
        shown = self.text if self.text.isprintable() else " ".join(f"U+{ord(c):04X}" for c in self.text)
        return f"unexpected character{'s' * (len(self.text) > 1)} `{shown}`"

    def help(self) -> str:
        return _ADVICE.get(self.text, "remove it, or put the text that it belongs to in quotes")


class Dash(Diagnostic):
    """A minus inside a name, or between numbers.

    Names have letters, digits and underscores. A column, a class or a date with a minus stands in quotes, so
    that it is never taken for a difference.

    Example:
        experiment iris-study { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris_study { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI011"

    text: str

    def message(self) -> str:
        return f"`{self.text}` has a minus inside"

    def help(self) -> str:
        if self.text[0].isdecimal():
            return f'quote it, `"{self.text}"`; a range is written `low..high`'
        return f'quote it, `"{self.text}"`, or call it `{self.text.replace("-", "_")}`'


class Unquoted(Diagnostic):
    """A path or an address without its quotes.

    A slash or a backslash stands in texts only.

    Example:
        experiment iris { seed: 1 }
        data sample { set: ./iris }
        model mlp { hidden: [64, 64] }
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

    code: ClassVar[str] = "SCI012"

    text: str

    def message(self) -> str:
        return f"`{self.text}` has no quotes"

    def help(self) -> str:
        doubled = self.text.replace("\\", "\\\\")
        return f'quote it: `"{doubled}"`'


class ForeignConstant(Diagnostic):
    """`true`, `false` or `none` in the spelling of another language.

    `True`, `null` or `yes` are how Python, JSON and YAML say it; here the three words are in lower case.
    A class or a column of that name stands in quotes.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, stop: None }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20, stop: none }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI013"

    text: str
    meant: str

    def message(self) -> str:
        return f"`{self.text}` is not a word of the language"

    def help(self) -> str:
        return f'write `{self.meant}`, or `"{self.text}"` if it is a name'


class EqualsSign(Diagnostic):
    """An equals sign where a colon belongs.

    Settings and arguments are written `name: value`.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden = [64, 64] }
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

    code: ClassVar[str] = "SCI014"

    text: str

    def message(self) -> str:
        return f"`{self.text}` sets nothing"

    def help(self) -> str:
        return "write `name: value`"


class ForeignComment(Diagnostic):
    """A comment in the manner of C.

    A comment begins with `#` and ends with its line.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }  // two layers
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }  # two layers
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines { use: [majority, linear] }
        validate seeds { count: 3 }
    """

    code: ClassVar[str] = "SCI015"

    marker: str

    def message(self) -> str:
        return f"`{self.marker}` begins no comment"

    def help(self) -> str:
        return "begin every line of a comment with `#`"


class Semicolon(Diagnostic):
    """A semicolon between settings.

    Settings are separated by newlines or commas, everything inside brackets by commas.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64; 64] }
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

    code: ClassVar[str] = "SCI016"

    def message(self) -> str:
        return "`;` separates nothing"

    def help(self) -> str:
        return "use a comma, or a new line for the next setting"

"""SCI2xx: settings that are unknown, missing or of the wrong form."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic, did_you_mean, listed, nearest


class UnknownSetting(Diagnostic):
    """A setting that the component does not have.

    Components are closed: a setting that they do not know would otherwise be ignored in silence. `scic explain
    COMPONENT` lists the settings.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hiden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI201"
    owner: str
    setting: str
    legal: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.owner}` has no setting `{self.setting}`"

    def help(self) -> str:
        if not self.legal:
            return f"`{self.owner}` has no settings; remove this one"
        return did_you_mean(self.setting, self.legal, "setting")


class MissingSetting(Diagnostic):
    """A setting that must be given.

    Most settings have a default. This one has none, because only you can know it: which data, which target, which
    file.

    Example:
        experiment iris { seed: 1 }
        data sample
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI202"
    owner: str
    setting: str
    description: str

    def message(self) -> str:
        return f"`{self.owner}` needs the setting `{self.setting}`"

    def help(self) -> str:
        return f"add `{self.setting}: ...` ({self.description})" if self.description else f"add `{self.setting}: ...`"


class WrongValue(Diagnostic):
    """A value of the wrong form.

    Every setting has a form: a number, a share, a text, a list, a name. Nothing is converted silently, since a guess
    would be found out only after the training.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64], dropout: "a little" }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64], dropout: 10% }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI203"
    setting: str
    found: str
    expected: str
    description: str

    def message(self) -> str:
        return f"`{self.setting}` is {self.expected}, this is {self.found}"

    def help(self) -> str:
        said = f" ({self.description})" if self.description else ""
        return f"write {self.expected} for `{self.setting}`{said}"


class OutOfRange(Diagnostic):
    """A number outside the range that makes sense.

    The form is right and the value is not: a share lies between 0% and 100%, a count is at least 1, a rate is above
    0.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64], dropout: 150% }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64], dropout: 15% }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI204"
    setting: str
    found: str
    bound: str

    def message(self) -> str:
        return f"`{self.setting}` must be {self.bound}, this is {self.found}"

    def help(self) -> str:
        return f"write a number that is {self.bound}"


class UnknownChoice(Diagnostic):
    """A word that is none of the choices.

    The setting takes one of a few words, which `scic explain COMPONENT` lists.

    Example:
        experiment iris { seed: 1 }
        data sample { set: irys }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI205"
    setting: str
    found: str
    legal: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.setting}` cannot be {self.found}"

    def help(self) -> str:
        near = nearest(self.found.strip('`"'), self.legal)
        return f"did you mean `{near}`?" if near else f"use {listed(self.legal)}"


class TooManyValues(Diagnostic):
    """More values without a name than the component takes.

    Values without a name fill the settings in their order. When there are more values than settings, one of them
    stands in the wrong place.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species, loss: cross_entropy(0.1, 0.2, 0.3, 0.4) }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species, loss: cross_entropy(0.1) }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI206"
    owner: str
    legal: tuple[str, ...]

    def message(self) -> str:
        count = len(self.legal)
        return f"`{self.owner}` takes {count or 'no'} setting{'' if count == 1 else 's'}, this is one too many"

    def help(self) -> str:
        return f"its settings are {listed(self.legal, 'and')}" if self.legal else "remove the value"


class NotABlock(Diagnostic):
    """A setting that is written as a block, or a block that is written as a setting.

    A setting has one value after a colon, `hidden: [64]`. A block has names of your own between braces, as `fields`
    does, whose names are those of the fields.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden { width: 64 } }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI207"
    setting: str
    block: bool

    def message(self) -> str:
        return f"`{self.setting}` is a setting, not a block" if self.block else f"`{self.setting}` is a block"

    def help(self) -> str:
        return f"write `{self.setting}: value`" if self.block else f"write `{self.setting} {{ name: value }}`"


class TuneWithoutSearch(Diagnostic):
    """A search space that nothing searches.

    `tune(...)` gives the values to try; it needs something that tries them.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64], dropout: tune(0..0.5) }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64], dropout: 0.2 }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI208"
    setting: str

    def message(self) -> str:
        return f"`{self.setting}` is to be tuned, but the experiment has no `search` block"

    def help(self) -> str:
        return f"write one value for `{self.setting}`"

"""SCI59x: comments that silence advice."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic, Warning_, listed
from scic.compiler.frozen import Frozen
from scic.compiler.source import Span


class Allow(Frozen):
    """`# scic: allow SCI512 (reason)`: the advice it silences, on the line it stands on or above."""

    span: Span
    line: int
    codes: tuple[str, ...]
    reason: str


class BareAllow(Diagnostic):
    """Advice silenced without a reason.

    Whoever reads the spec later needs to know why the advice does not hold here.

    Example:
        # scic: allow SCI502
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        # scic: allow SCI502 (a first look, to be repeated with more seeds)
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
    """

    code = "SCI590"
    codes: tuple[str, ...]

    def message(self) -> str:
        return f"{listed(self.codes, 'and')} may not be silenced without a reason"

    def help(self) -> str:
        return f"say why: `# scic: allow {', '.join(self.codes)} (reason)`"


class IdleAllow(Warning_):
    """A comment that silences nothing.

    The advice is not given on that line, perhaps no longer; the comment would hide it if it came back.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        # scic: allow SCI515 (all the records at once, on purpose)
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

    code = "SCI591"
    codes: tuple[str, ...]

    def message(self) -> str:
        return f"{listed(self.codes, 'and')} is not reported here"

    def help(self) -> str:
        return "remove the comment"

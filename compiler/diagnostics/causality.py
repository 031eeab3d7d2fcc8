"""Networks that know what they are to foresee."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic, listed


class NotCausal(Diagnostic):
    """A task that predicts what comes next, on a network that reads it.

    A network whose places know of what follows them need not learn anything to name the next letter: it copies it,
    scores perfectly, and writes nonsense when there is no next letter to be seen.

    Example:
        experiment emma { seed: 1 }
        data text as book { path: "data/emma.txt", context: 64 }
        model lstm { pool: none }
        task language_modelling { predict: book.text }
        method supervised { epochs: 5 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment emma { seed: 1 }
        data text as book { path: "data/emma.txt", context: 64 }
        model lstm { pool: none, bidirectional: false }
        task language_modelling { predict: book.text }
        method supervised { epochs: 5 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI328"
    task: str
    model: str
    turnable: bool
    others: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.task}` needs a network that is causal, `{self.model}` knows what follows each place"

    def help(self) -> str:
        ways = [f"set `bidirectional: false` of `{self.model}`"] if self.turnable else []
        ways += [f"use a causal model: {listed(self.others)}"] if self.others else []
        return ", or ".join(ways)


class HeadsDivide(Diagnostic):
    """An attention whose channels cannot be shared evenly among its heads.

    Every head looks at channels of its own, all at the same number.

    Example:
        experiment emma { seed: 1 }
        data text as book { path: "data/emma.txt", context: 64 }
        model transformer_decoder { width: 64, heads: 5 }
        task language_modelling { predict: book.text }
        method supervised { epochs: 5 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment emma { seed: 1 }
        data text as book { path: "data/emma.txt", context: 64 }
        model transformer_decoder { width: 64, heads: 4 }
        task language_modelling { predict: book.text }
        method supervised { epochs: 5 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI329"
    model: str
    width: int
    heads: int

    def message(self) -> str:
        return f"{self.width} channels of `{self.model}` cannot be shared evenly among {self.heads} heads"

    def help(self) -> str:
        fitting = [heads for heads in range(1, self.width + 1) if self.width % heads == 0]
        nearest = min(fitting, key=lambda heads: abs(heads - self.heads))
        return f"write `heads: {nearest}`, or `width: {self.heads * max(1, round(self.width / self.heads))}`"

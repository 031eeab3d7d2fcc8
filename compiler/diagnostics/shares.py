"""SCI210: shares that are not a whole."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic


class SharesDoNotAddUp(Diagnostic):
    """Shares of a split that do not add up to 100%.

    Every record belongs to one part: to train on, to choose by, or to test on. A share that is not given is 0 as
    soon as another is.

    Example:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(train: 80%, test: 30%, stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }

    Repair:
        experiment iris { seed: 1 }
        data sample { set: iris, split: random(train: 60%, validation: 10%, test: 30%, stratify: species) }
        model mlp { hidden: [64, 64] }
        task classification { predict: sample.species }
        method supervised { epochs: 20 }
        validate baselines
        validate seeds { count: 3 }
    """

    code = "SCI210"
    split: str
    shares: tuple[tuple[str, float], ...]

    def message(self) -> str:
        """Say what they add up to."""
        total = sum(share for _, share in self.shares)
        return f"the shares of `{self.split}` add up to {_percent(total)}, not to 100%"

    def label(self) -> str:
        """Say all of them."""
        return ", ".join(f"{part} {_percent(share)}" for part, share in self.shares)

    def help(self) -> str:
        """Give the largest part the difference, or scale all where that leaves nothing."""
        total = sum(share for _, share in self.shares)
        largest, share = max(self.shares, key=lambda pair: pair[1])
        rest = 1 - (total - share)
        if rest > 0:
            return f"write `{largest}: {_percent(rest)}`, or change another share"
        return "write shares such as `train: 70%, validation: 15%, test: 15%`"


def _percent(share: float) -> str:
    return f"{round(share * 100, 2):g}%"

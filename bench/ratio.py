"""What a benchmark finds: two medians of one run and what their ratio may be. Absolute times depend on the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Ratio:
    """`name` took `seconds`, `beside` took `reference` seconds in the same run."""

    name: str
    seconds: float
    beside: str
    reference: float
    limit: float

    @property
    def value(self) -> float:
        """How many times as long it took."""
        return self.seconds / self.reference

    @property
    def kept(self) -> bool:
        """Whether it is within its limit."""
        return self.value <= self.limit


def interleaved(actions: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of each action's seconds over rounds in which all take their turn, after one round to warm up."""
    for act in actions.values():
        act()
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, act in actions.items():
            times[name].append(act())
    return {name: median(values) for name, values in times.items()}


def table(ratios: Iterable[Ratio]) -> str:
    """The ratios as a table, one line each."""
    head = ("what", "time", "beside", "time", "ratio", "limit", "")
    rows = [
        (
            ratio.name,
            f"{ratio.seconds * 1e3:.2f} ms",
            ratio.beside,
            f"{ratio.reference * 1e3:.2f} ms",
            f"{ratio.value:.2f}",
            f"{ratio.limit:.2f}",
            "" if ratio.kept else "too slow",
        )
        for ratio in ratios
    ]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)
    )

"""Speed as ratios within one run, so that they hold on any machine: `make bench`.

Exits with 1 when a ratio is above its bound.
"""

from __future__ import annotations

import sys

from bench.starts import start_ratios
from bench.steps import step_ratios


def main() -> int:
    """Measure, print a table, and say whether all bounds hold."""
    rows = [*start_ratios(), *step_ratios()]
    width = max(len(row.name) for row in rows)
    for row in rows:
        verdict = "" if row.ratio <= row.bound else "  ABOVE"
        print(f"{row.name:<{width}}  {row.ratio:5.2f} x  (at most {row.bound:.1f} x)  {row.detail}{verdict}")
    return int(any(row.ratio > row.bound for row in rows))


if __name__ == "__main__":
    sys.exit(main())

"""Every benchmark, as one table; ends with 1 when one is over its limit. Run it from the root: `python -m bench`."""

from __future__ import annotations

from bench.cold import cold_starts
from bench.ratio import table
from bench.steps import training_steps

found = [*cold_starts(), *training_steps()]
print(table(found))
raise SystemExit(not all(ratio.kept for ratio in found))

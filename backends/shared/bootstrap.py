"""Percentile bootstrap intervals of scores (Efron, Bootstrap methods, 1979)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

Statistics = Mapping[str, np.ndarray]
"""What a score is computed from: arrays with one row for each record."""


def intervals(
    statistics: Statistics,
    metrics: Callable[[dict[str, np.ndarray]], Mapping[str, float]],
    *,
    samples: int,
    level: float,
    seed: int,
) -> dict[str, tuple[float, float]]:
    """Give the interval that holds the share `level` of each metric over `samples` redrawn sets of records.

    Records are drawn with replacement, whole rows at a time. An interval is widened to hold the metric of the records
    themselves: where draws lean to one side, as those of a calibration error do, it can lie beyond them. A draw in
    which a metric is undefined (such as one with a single class) is left out for that metric; where all are, both ends
    are NaN. Raises ValueError when there is no record, or when there are no samples.
    """
    size = len(next(iter(statistics.values())))
    if size == 0 or samples < 1:
        raise ValueError(f"an interval needs at least one record and one sample, found {size} and {samples}")
    random = np.random.default_rng(seed)
    draws = []
    for _ in range(samples):
        rows = random.integers(size, size=size)
        draws.append(metrics({name: values[rows] for name, values in statistics.items()}))
    scores = pd.DataFrame(draws)
    own = metrics(dict(statistics))
    ends = {name: scores[name].quantile([(1 - level) / 2, (1 + level) / 2]).to_numpy() for name in scores.columns}
    return {
        str(name): (float(np.minimum(low, own[name])), float(np.maximum(high, own[name])))
        for name, (low, high) in ends.items()
    }


def interval(
    statistics: Statistics,
    metric: Callable[[dict[str, np.ndarray]], float],
    *,
    samples: int,
    level: float,
    seed: int,
) -> tuple[float, float]:
    """Give the interval of a single metric; see `intervals`."""
    found = intervals(statistics, lambda drawn: {"metric": metric(drawn)}, samples=samples, level=level, seed=seed)
    return found["metric"]

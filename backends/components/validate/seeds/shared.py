"""How much a score depends on the seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import t


def across_seeds(scores: Sequence[Mapping[str, float]], *, level: float) -> dict[str, dict[str, Any]]:
    """Give mean, interval (low, high) and values of every metric over the runs, one mapping a run.

    The interval is Student's of the mean, at confidence `level`. Runs in which a metric is undefined are left
    out for that metric; with fewer than two left, the ends are NaN.
    """
    return {str(name): _summary(values.dropna().to_numpy(), level) for name, values in pd.DataFrame(scores).items()}


def _summary(values: np.ndarray, level: float) -> dict[str, Any]:
    count = len(values)
    mean = float(values.mean()) if count else float("nan")
    half = float("nan")
    if count > 1:
        half = float(t.ppf((1 + level) / 2, count - 1) * values.std(ddof=1) / np.sqrt(count))
    return {"mean": mean, "low": mean - half, "high": mean + half, "values": values.tolist()}

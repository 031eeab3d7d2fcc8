"""Always the mean of the training records: what any regression must beat."""

from __future__ import annotations

from sklearn.base import BaseEstimator
from sklearn.dummy import DummyRegressor


def mean_baseline(kind: str, *, seed: int) -> BaseEstimator:
    """Make a model that answers the mean of its training records; `kind` is "regression"."""
    if kind != "regression":
        raise ValueError(f"the mean is a number, found a {kind} task: compare with the majority instead")
    return DummyRegressor(strategy="mean")

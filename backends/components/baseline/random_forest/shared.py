"""A random forest (Breiman, Random forests, 2001)."""

from __future__ import annotations

from sklearn.base import BaseEstimator
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor


def random_forest_baseline(kind: str, *, seed: int, trees: int, leaf: int, depth: int | None) -> BaseEstimator:
    """Make a random forest for a `kind` of "classification" or "regression"."""
    forest = RandomForestClassifier if kind == "classification" else RandomForestRegressor
    return forest(n_estimators=trees, min_samples_leaf=leaf, max_depth=depth, random_state=seed, n_jobs=-1)

"""Gradient boosting on binned features (Friedman 2001; Ke et al., LightGBM, 2017)."""

from __future__ import annotations

from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor


def gradient_boosting_baseline(kind: str, *, seed: int, rounds: int, lr: float, leaves: int) -> BaseEstimator:
    """Make boosted trees for a `kind` of "classification" or "regression"."""
    boosting = HistGradientBoostingClassifier if kind == "classification" else HistGradientBoostingRegressor
    return boosting(max_iter=rounds, learning_rate=lr, max_leaf_nodes=leaves, random_state=seed)

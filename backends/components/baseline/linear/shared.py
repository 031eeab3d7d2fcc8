"""Linear models on scaled features: logistic regression and ridge regression."""

from __future__ import annotations

from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def linear_baseline(kind: str, *, seed: int, regularization: float, iterations: int) -> BaseEstimator:
    """Make a linear model for a `kind` of "classification" or "regression"."""
    if kind == "classification":
        model = LogisticRegression(C=1 / regularization, max_iter=iterations, random_state=seed)
    else:
        model = Ridge(alpha=regularization)
    return make_pipeline(StandardScaler(), model)

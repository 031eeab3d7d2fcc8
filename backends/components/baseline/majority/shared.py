"""Always the most frequent class: what any classifier must beat."""

from __future__ import annotations

from sklearn.base import BaseEstimator
from sklearn.dummy import DummyClassifier


def majority_baseline(kind: str, *, seed: int) -> BaseEstimator:
    """Make a model that answers the class frequencies of its training records; `kind` is "classification"."""
    if kind != "classification":
        raise ValueError(f"the majority is a class, found a {kind} task: compare with the mean instead")
    return DummyClassifier(strategy="prior", random_state=seed)

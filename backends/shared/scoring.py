"""Validation: the answers for all batches, scored together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

Statistics = dict[str, np.ndarray]


class Scores(Protocol):
    """How a task is scored: a module of functions on arrays."""

    def statistics(self, truth: np.ndarray, decoded: dict[str, np.ndarray], facts: Mapping[str, Any]) -> Statistics:
        """What the metrics need to know of every record."""

    def metrics(self, statistics: Statistics, facts: Mapping[str, Any]) -> dict[str, float]:
        """Name to value."""


def join(parts: Sequence[Statistics]) -> Statistics:
    """The statistics of all batches."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if parts else {}


def validation_metrics(
    statistics: Mapping[str, Statistics], scores: Mapping[str, tuple[Scores, str]], facts: Mapping[str, Any]
) -> dict[str, float]:
    """`validation_<task>_<metric>` for each task that has records with a target."""
    return {
        f"validation_{task}_{name}": float(value)
        for task, (module, target) in scores.items()
        if any(len(rows) for rows in statistics[task].values())
        for name, value in module.metrics(statistics[task], facts[target]).items()
    }

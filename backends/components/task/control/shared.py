"""Scores of a policy: the return and the length of each episode, and their figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from scic.backends.shared.figures import BLUE, GREY, panels

METRICS = ("reward", "length")
HIGHER = {"reward": True, "length": True}
"""Whether a higher value of the metric is better."""


def statistics(rewards: Sequence[Sequence[float]]) -> dict[str, np.ndarray]:
    """The return and the length of each episode, from its rewards; "position" is its number."""
    return {
        "position": np.arange(len(rewards)),
        "reward": np.array([sum(each) for each in rewards], dtype=np.float64),
        "length": np.array([len(each) for each in rewards], dtype=np.float64),
    }


def metrics(statistics: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, float]:
    """Mean return and mean length over the episodes."""
    return {name: float(statistics[name].mean()) for name in METRICS}


def worst(statistics: Mapping[str, np.ndarray], count: int) -> np.ndarray:
    """The positions of the episodes of the lowest return, worst first."""
    return statistics["position"][np.argsort(statistics["reward"], kind="stable")[:count]]


def labels(decoded: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> list[str]:
    """What is done at each step."""
    return [facts["classes"][action] for action in decoded["probabilities"].argmax(axis=1)]


def figure(policy: Mapping[str, np.ndarray], random: Mapping[str, np.ndarray], threshold: float | None) -> Figure:
    """Draw the returns of the episodes of the policy beside those of random actions; `threshold` counts as solved."""
    drawn, (ax,) = panels(1, 1, width=6.4, height=3.2)
    low, high = (bound(np.concatenate([policy["reward"], random["reward"]])) for bound in (np.min, np.max))
    bins = np.linspace(low, max(high, low + 1), 30)
    ax.hist(random["reward"], bins=list(bins), color=GREY, alpha=0.7, label="random actions")
    ax.hist(policy["reward"], bins=list(bins), color=BLUE, alpha=0.8, label="the policy")
    if threshold is not None:
        ax.axvline(threshold, color="black", linestyle="--", linewidth=1, label="counts as solved")
    ax.set(xlabel="return of an episode", ylabel="episodes")
    ax.legend()
    return drawn

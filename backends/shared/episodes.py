"""Pictures of a policy: how it learned, and what it does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from scic.backends.shared.figures import BLUE, panels

SHOWN = 6
"""Frames of an episode in a strip."""


def learning_curve(history: pd.DataFrame, threshold: float | None) -> Figure:
    """Draw the return over the steps; `history` has the columns steps and reward. `threshold` counts as solved."""
    drawn, (ax,) = panels(1, 1, width=6.4, height=3.2)
    ax.plot(history["steps"], history["reward"], color=BLUE)
    if threshold is not None:
        ax.axhline(threshold, color="black", linestyle="--", linewidth=1, label="counts as solved")
        ax.legend()
    ax.grid(axis="y")
    ax.set(xlabel="steps in the environment", ylabel="return of an episode")
    return drawn


def strip(frames: Sequence[np.ndarray]) -> Figure:
    """Show some frames of an episode in a row, from its first step to its last."""
    chosen = np.linspace(0, len(frames) - 1, min(SHOWN, len(frames))).astype(int)
    drawn, axes = panels(1, len(chosen), width=1.8, height=1.5)
    for ax, step in zip(axes, chosen, strict=True):
        ax.imshow(frames[step])
        ax.set_title(f"step {step}", fontsize=8.5)
        ax.axis("off")
    return drawn

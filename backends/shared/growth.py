"""What becomes of the same few random vectors in the course of a training."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from scic.backends.shared.figures import panels, save

SHOWN = 10
"""Vectors whose pictures are shown."""
MOMENTS = 6
"""Epochs at which they are shown."""


def moments(epochs: int) -> list[int]:
    """Epochs, counted from 0, that lie evenly in a training; the last one is among them."""
    return sorted(set(np.linspace(0, epochs - 1, MOMENTS + 1)[1:].round().astype(int).tolist()))


def draw_growth(growth: np.ndarray, epochs: Sequence[int], folder: Path) -> None:
    """Draw pictures (epochs, vectors, height, width, C) into `folder`: a row an epoch, a column a vector."""
    figure, axes = panels(len(growth), growth.shape[1], width=0.75, height=0.8)
    for ax, picture in zip(axes, growth.reshape(-1, *growth.shape[2:]), strict=True):
        ax.imshow(picture.mean(axis=-1), cmap="gray")
        ax.set_xticks([])
        ax.set_yticks([])
    for row, epoch in enumerate(epochs):
        axes[row * growth.shape[1]].set_ylabel(f"{epoch + 1}")
    save(
        figure,
        folder,
        "growth",
        title="Samples over the training",
        caption="A column is one random vector, a row what the generator made of it at the end of that epoch.",
        section="training",
    )


def draw_samples(pictures: np.ndarray) -> Figure:
    """Draw pictures (n, height, width, C), eight a row."""
    columns = min(8, len(pictures))
    figure, axes = panels(-(-len(pictures) // columns), columns, width=0.75, height=0.75)
    for ax, picture in zip(axes, pictures, strict=False):
        ax.imshow(picture.mean(axis=-1), cmap="gray")
    for ax in axes:
        ax.set_axis_off()
    return figure

"""The look of all figures, the curves of a training, and how a figure is kept with its caption."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
import pandas as pd
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

Section = Literal["data", "training", "errors", "explanations", "representation"]
"""The part of the report where a figure stands."""

# Okabe and Ito's colours, which people with any colour vision can tell apart; the pale yellow is left out.
BLUE, VERMILION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
ORANGE, SKY, GREY = "#E69F00", "#56B4E9", "#6B6B6B"
PALETTE = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, GREY)
SEQUENTIAL = "cividis"
DIVERGING = "RdBu_r"
DPI = 160

mpl.rcParams.update(
    {
        "font.size": 9.5,
        "axes.titlesize": 10,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titlepad": 8,
        "axes.labelcolor": "#333333",
        "axes.edgecolor": "#8A8A8A",
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.prop_cycle": cycler(color=PALETTE),
        "xtick.color": "#555555",
        "ytick.color": "#555555",
        "xtick.labelsize": 8.5,
        "ytick.labelsize": 8.5,
        "grid.color": "#E3E3E3",
        "grid.linewidth": 0.7,
        "lines.linewidth": 1.7,
        "legend.frameon": False,
        "legend.fontsize": 8.5,
        "image.cmap": SEQUENTIAL,
        "figure.facecolor": "white",
        "savefig.facecolor": "white",
    }
)


def panels(rows: int, columns: int, *, width: float = 4.2, height: float = 3.4) -> tuple[Figure, list[Axes]]:
    """Make a figure of `rows` times `columns` panels, each `width` by `height` inches; the axes row by row.

    The figure belongs to no window and no global state, so it needs no display and nobody must close it.
    """
    figure = Figure(figsize=(columns * width, rows * height), layout=ConstrainedLayoutEngine(w_pad=0.09, h_pad=0.09))
    return figure, list(figure.subplots(rows, columns, squeeze=False).ravel())


def colours(count: int) -> list[str]:
    """Give one colour for each of `count` groups, from the palette while it lasts."""
    if count <= len(PALETTE):
        return list(PALETTE[:count])
    if count <= 10:
        # Petroff, Accessible color sequences for data visualization, 2021
        return [mpl.colors.to_hex(colour) for colour in mpl.color_sequences["petroff10"][:count]]
    return [mpl.colors.to_hex(colour) for colour in mpl.colormaps["viridis"](np.linspace(0, 0.95, count))]


def save(figure: Figure, folder: Path, name: str, *, title: str, caption: str, section: Section) -> Path:
    """Write `name`.png and, beside it, `name`.json with its words; give the picture's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    figure.savefig(path, dpi=DPI)
    words = {"title": title, "caption": caption, "section": section}
    path.with_suffix(".json").write_text(json.dumps(words, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def curves(history: pd.DataFrame) -> Figure:
    """Draw loss and validation metrics over the epochs, three panels a row.

    `history` has the columns epoch, train_loss, validation_loss and any validation_<task>_<metric>, and stage
    where there are several; what a stage did not measure is missing there.
    """
    history = history.rename(columns=str)
    stages = list(history.groupby("stage", sort=False)) if "stage" in history else [("", history)]
    metrics = [
        name for name in map(str, history.columns) if name.startswith("validation_") and name != "validation_loss"
    ]
    drawn = [
        (stage, rows, name)
        for stage, rows in stages
        for name in ("loss", *metrics)
        if name == "loss" or rows[name].notna().any()
    ]
    names = [name for _, _, name in drawn]
    columns = min(3, len(drawn))
    figure, axes = panels(-(-len(drawn) // columns), columns, width=3.6, height=2.7)
    for ax, (stage, rows, name) in zip(axes, drawn, strict=False):
        words = "loss" if name == "loss" else name.removeprefix("validation_").replace("_", " ")
        ax.set_title(f"{stage}: {words}" if names.count(name) > 1 else words, fontsize=9)
        ax.set_xlabel("epoch")
        ax.grid(axis="y")
        if name == "loss":
            _losses(ax, rows)
        else:
            ax.plot(rows["epoch"], rows[name], color=VERMILION, **_marks(rows))
    for ax in axes[len(drawn) :]:
        ax.remove()
    return figure


def _losses(ax: Axes, rows: pd.DataFrame) -> None:
    for name, colour in (("train", BLUE), ("validation", VERMILION)):
        values = rows.get(f"{name}_loss")
        if values is None or not values.notna().any():
            continue
        ax.plot(rows["epoch"], values, color=colour, label=name, **_marks(rows))
        if name == "validation":
            best = int(values.argmin())
            ax.plot(rows["epoch"].iloc[best], values.iloc[best], "o", color=colour, markersize=6, label="lowest")
    ax.legend()


def _marks(rows: pd.DataFrame) -> dict[str, Any]:
    # a line through one or two epochs cannot be seen without its points
    return {"marker": "."} if len(rows) < 3 else {}

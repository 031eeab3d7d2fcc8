"""Numbers and figures of attributions: how much each column or pixel counts for a prediction.

An attribution is an array by trunk: (B, columns) of a table, (B, H, W) of an image, (B, D, H, W) of a volume,
(B, parts) of a record that knows how to draw itself, such as the atoms of a molecule; NaN is padding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Colormap, LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure, SubFigure
from scipy.stats import rankdata

from scic.backends.shared.figures import BLUE, GREY, VERMILION

MEASURES = ("sanity", "convergence")
"""What is measured beside an explanation; the other arrays are attributions."""

SIGNED = LinearSegmentedColormap.from_list("for_and_against", [BLUE, "#F7F7F7", VERMILION])
UNSIGNED = LinearSegmentedColormap.from_list("strength", ["#F7F7F7", "#F0A44B", VERMILION, "#6B2A00"])
Draw = Callable[[Axes, int, np.ndarray], None]
"""Draws the record at a position, its parts in the colours (parts, 4) that are given."""

BARS = 20
"""Columns that a figure has room for; `ranking` has them all."""
RECORDS = {2: 12, 3: 5}
"""Images and volumes that a figure has room for."""
PAIRS = 4
"""Images beside each other."""


def rank_correlation(first: Mapping[str, np.ndarray], second: Mapping[str, np.ndarray]) -> float:
    """Measure how alike two explanations order the parts of a record: 1 the same order, 0 no relation.

    Spearman's correlation of the absolute attributions, averaged over records and trunks (Adebayo et al.
    2018). A record whose attribution is the same everywhere has no order and counts as 0. NaN is padding and has no
    rank.
    """
    return float(np.mean([_row_correlation(values, second[name]).mean() for name, values in first.items()]))


def _row_correlation(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    flat = [np.abs(values).reshape(len(values), -1) for values in (first, second)]
    ranks = [rankdata(values, axis=1, nan_policy="omit") for values in flat]
    a, b = (np.nan_to_num(each - np.nanmean(each, axis=1, keepdims=True)) for each in ranks)
    scale = np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))
    correlation: np.ndarray = np.divide((a * b).sum(axis=1), scale, out=np.zeros(len(a)), where=scale > 0)
    return correlation


def ranking(attribution: np.ndarray, names: Sequence[str]) -> pd.DataFrame:
    """Order the columns of a table by their mean absolute attribution (B, columns), largest first.

    `low` and `high` are the quartiles over the records, `share` is the part of all columns' sum.
    """
    size = np.abs(attribution)
    mean = size.mean(axis=0)
    low, high = np.quantile(size, [0.25, 0.75], axis=0)
    share = mean / mean.sum() if mean.sum() > 0 else mean
    table = pd.DataFrame({"column": list(names), "mean": mean, "low": low, "high": high, "share": share})
    return table.sort_values("mean", ascending=False, ignore_index=True)


def caption(arrays: Mapping[str, np.ndarray]) -> str:
    """Say how far an explanation can be trusted, from what was measured beside it."""
    parts = []
    if "sanity" in arrays:
        parts.append(
            f"Rank correlation with networks of shuffled weights: {float(arrays['sanity']):.2f}; "
            "near 0 when it explains what was learned, near 1 when it only shows the input."
        )
    if "convergence" in arrays:
        error = arrays["convergence"]
        total = sum(np.nansum(arrays[name].reshape(len(error), -1), axis=1) for name in _trunks(arrays))
        difference = np.maximum(np.abs(total - error), np.finfo(np.float32).eps)
        share = np.median(np.abs(error) / difference)
        parts.append(f"The contributions sum to the difference of the outputs within {share:.1%} (median).")
    return " ".join(parts)


def figure(
    arrays: Mapping[str, np.ndarray],
    batch: Mapping[str, np.ndarray],
    *,
    columns: Mapping[str, Sequence[str]],
    pictures: Mapping[str, str],
    numeric: Sequence[str],
    labels: Sequence[str],
    drawings: Mapping[str, Draw] | None = None,
) -> Figure:
    """Draw an explanation: ranked columns of tables, heat maps over images, cuts through volumes.

    `columns` holds the column names of the trunks that read a table, `pictures` the field of `batch` that the
    other trunks read, `numeric` the names along `batch["numeric"]`, `labels` a short text for each record,
    such as "true setosa, predicted virginica", `drawings` how the trunks are drawn that read neither.
    """
    trunks = _trunks(arrays)
    drawn = drawings or {}
    heights = [_grid_height(arrays[name]) if name in drawn else _height(arrays[name]) for name in trunks]
    whole = Figure(figsize=(10, sum(heights)), layout="constrained")
    parts = whole.subfigures(len(trunks), 1, height_ratios=heights, squeeze=False)[:, 0]
    for name, part in zip(trunks, parts, strict=True):
        if len(trunks) > 1:
            part.suptitle(name)
        if name in columns:
            values = {each: batch["numeric"][:, index] for index, each in enumerate(numeric)}
            draw_table(part, arrays[name], columns[name], values)
        elif name in drawn:
            draw_parts(part, arrays[name], labels, drawn[name])
        elif arrays[name].ndim == 3:
            draw_images(part, arrays[name], batch[pictures[name]], labels)
        else:
            draw_volumes(part, arrays[name], batch[pictures[name]], labels)
    return whole


def _trunks(arrays: Mapping[str, np.ndarray]) -> list[str]:
    return [name for name in arrays if name not in MEASURES]


def _height(attribution: np.ndarray) -> float:
    """Give the height in inches that an attribution needs."""
    if attribution.ndim == 2:
        return 1.0 + 0.3 * float(max(4, min(attribution.shape[1], BARS)))
    count = min(len(attribution), RECORDS[attribution.ndim - 1])
    if attribution.ndim == 3:
        rows, columns = _grid(count)
        height, width = attribution.shape[1:]
        return float(rows * (4.6 / columns * height / width + 0.45))
    depth, height, width = attribution.shape[1:]
    return float(count * (4.5 * max(height, depth) / (2 * width + height) + 0.4))


def _grid_height(attribution: np.ndarray) -> float:
    """Give the height in inches of a grid of records that are drawn nearly as high as wide."""
    rows, columns = _grid(min(len(attribution), RECORDS[2]))
    return rows * (8.0 / columns + 0.45)


def _grid(count: int) -> tuple[int, int]:
    columns = min(PAIRS, max(2, count))
    return -(-count // columns), columns


def draw_table(
    panel: SubFigure, attribution: np.ndarray, names: Sequence[str], values: Mapping[str, np.ndarray]
) -> None:
    """Draw the mean absolute attribution of each column with its quartiles, and every record as a dot.

    A dot's colour is the rank of the record's value in that column; `values` holds those of the numeric ones.
    """
    top = ranking(attribution, names).head(BARS)
    bars, dots = panel.subplots(1, 2, sharey=True, width_ratios=[1, 1.5])
    places = np.arange(len(top))
    signed = bool((attribution < 0).any())
    bars.barh(places, top["mean"], height=0.62, color="#B9CFE0")
    bars.hlines(places, top["low"], top["high"], color=BLUE, linewidth=1.6)
    bars.set_xlabel(f"mean {'|attribution|' if signed else 'attribution'}, and its quartiles")
    bars.set_yticks(places, top["column"])
    bars.invert_yaxis()
    bars.set_xlim(left=0)
    where = {name: index for index, name in enumerate(names)}
    spread = 0.5 * ((np.arange(len(attribution)) * 0.618034) % 1 - 0.5)  # golden ratio: even, never in rows
    look: dict[str, Any] = {"s": 16, "linewidths": 0.3, "edgecolors": "white"}
    for place, name in zip(places, top["column"], strict=True):
        points = attribution[:, where[name]], place + spread
        dots.scatter(*points, color=GREY, **look)
        if name in values:  # on top, so that records without a value stay grey
            dots.scatter(*points, c=_ranks(values[name]), cmap="viridis", vmin=0, vmax=1, **look)
    if signed:
        dots.axvline(0, color=GREY, linewidth=0.8, zorder=0)
    dots.set_xlabel("lowers the output  ←  attribution  →  raises it" if signed else "attribution of each record")
    dots.tick_params(left=False)
    for axis in (bars, dots):
        axis.grid(axis="x")
    if any(name in values for name in top["column"]):
        scale = panel.colorbar(ScalarMappable(Normalize(0, 1), "viridis"), ax=dots, aspect=40, pad=0.02)
        scale.set_ticks([0, 1], labels=["low", "high"])
        scale.set_label("the record's value in the column", labelpad=-12)
        scale.outline.set_visible(False)


def _ranks(values: np.ndarray) -> np.ndarray:
    """Rank from 0 to 1; missing values stay missing."""
    ranks: np.ndarray = rankdata(values, nan_policy="omit") - 1
    return ranks / max(float(np.nanmax(ranks, initial=0)), 1.0)


def draw_images(panel: SubFigure, attribution: np.ndarray, images: np.ndarray, labels: Sequence[str]) -> None:
    """Draw each image beside its attribution: (B, H, W) over (B, H, W, C)."""
    count = min(len(attribution), RECORDS[2])
    rows, columns = _grid(count)
    # a narrow column after each pair keeps the pairs apart
    axes = panel.subplots(rows, 3 * columns, width_ratios=[1, 1, 0.12] * columns, squeeze=False)
    for axis in axes.flat:
        axis.set_axis_off()
    cells = axes.reshape(rows * columns, 3)
    for index in range(count):
        left, right, _ = cells[index]
        _show_image(left, images[index])
        heat = attribution[index]
        _show_heat(right, _grey(images[index]), heat, _bound(heat), _map(attribution))
        _label(left, labels[index])
    _scale(panel, axes.ravel().tolist(), _map(attribution))


def draw_parts(panel: SubFigure, attribution: np.ndarray, labels: Sequence[str], draw: Draw) -> None:
    """Draw each record with its parts in the colours of their attribution, (B, parts)."""
    count = min(len(attribution), RECORDS[2])
    axes = panel.subplots(*_grid(count), squeeze=False).ravel()
    colours = _map(attribution)
    for axis in axes:
        axis.set_axis_off()
    for index, axis in zip(range(count), axes, strict=False):
        weights = np.nan_to_num(attribution[index])
        draw(axis, index, colours(Normalize(-1 if colours is SIGNED else 0, 1)(weights / _bound(weights))))
        _label(axis, labels[index])
    _scale(panel, axes.tolist(), colours)


def draw_volumes(panel: SubFigure, attribution: np.ndarray, volumes: np.ndarray, labels: Sequence[str]) -> None:
    """Draw three cuts through each volume beside their attribution: (B, D, H, W) over (B, D, H, W, C).

    Along each axis the cut goes where the attribution is largest.
    """
    count = min(len(attribution), RECORDS[3])
    height, width = attribution.shape[2:]
    axes = panel.subplots(count, 6, width_ratios=[width, width, width, width, height, height], squeeze=False)
    for row, label, weights, volume in zip(axes, labels, attribution, volumes, strict=False):
        bound, picture = _bound(weights), _grey(volume)
        for axis, (left, right) in enumerate(zip(row[::2], row[1::2], strict=True)):
            others = tuple(each for each in range(3) if each != axis)
            place = int(np.abs(weights).sum(axis=others).argmax())
            cut = picture.take(place, axis)
            left.imshow(cut, cmap="gray", vmin=0, vmax=1)
            _show_heat(right, cut, weights.take(place, axis), bound, _map(attribution))
            _label(right, f"axis {axis + 1}, slice {place + 1}")
            for each in (left, right):
                each.set_axis_off()
                each.set_anchor("N")
        _label(row[0], label)
    _scale(panel, axes.ravel().tolist(), _map(attribution))


def _map(attribution: np.ndarray) -> Colormap:
    return SIGNED if (attribution < 0).any() else UNSIGNED


def _bound(attribution: np.ndarray) -> float:
    """Give the attribution at which the colour is full; single pixels may lie above. 1 where all is zero."""
    return float(np.quantile(np.abs(attribution), 0.995)) or float(np.abs(attribution).max()) or 1.0


def _grey(image: np.ndarray) -> np.ndarray:
    """Average the channels, and stretch to 0 ... 1: (..., C) to (...)."""
    flat = image.mean(axis=-1)
    low, high = np.quantile(flat, [0.01, 0.99])
    return np.asarray(np.clip((flat - low) / ((high - low) or 1.0), 0, 1))


def _show_image(axis: Axes, image: np.ndarray) -> None:
    if image.shape[-1] != 3:
        axis.imshow(_grey(image), cmap="gray", vmin=0, vmax=1)
        return
    low, high = np.quantile(image, [0.01, 0.99])
    axis.imshow(np.clip((image - low) / ((high - low) or 1.0), 0, 1))


def _show_heat(axis: Axes, grey: np.ndarray, attribution: np.ndarray, bound: float, colours: Colormap) -> None:
    """Lay an attribution over a pale image; the stronger it is, the less shines through."""
    axis.imshow(0.55 + 0.45 * grey, cmap="gray", vmin=0, vmax=1)
    strength = np.clip(np.abs(attribution) / bound, 0, 1)
    low = -1 if colours is SIGNED else 0
    axis.imshow(attribution / bound, cmap=colours, vmin=low, vmax=1, alpha=strength**0.6)


def _scale(panel: SubFigure, axes: Sequence[Axes], colours: Colormap) -> None:
    low = -1 if colours is SIGNED else 0
    bar = ScalarMappable(Normalize(low, 1), colours)
    # by default a colour bar would move the pictures within their cells
    scale = panel.colorbar(bar, ax=axes, shrink=0.6, aspect=25, pad=0.01, panchor=False)
    scale.set_ticks([-1, 0, 1] if low else [0, 1], labels=["lowers", "0", "raises"] if low else ["none", "strong"])
    scale.outline.set_visible(False)


def _label(axis: Axes, label: str) -> None:
    """Write a label above a picture, a line for each of its parts."""
    axis.set_title(label.replace(", ", "\n"), fontsize=8, fontweight="normal", pad=4)

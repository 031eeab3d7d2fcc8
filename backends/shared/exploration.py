"""A look at the data before anything is learnt: classes, gaps, ranges, duplicates, groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.stats import skew
from sklearn.neighbors import NearestNeighbors

from scic.backends.shared.features import TABLE, feature_matrix
from scic.backends.shared.figures import BLUE, colours, panels
from scic.backends.shared.marked import known
from scic.backends.shared.projections import clusters, components, projections

MOST = 2000
"""Most records that are projected and clustered, drawn evenly."""

FEWEST = 10
"""Fewest records that a projection, or a class, can be judged by."""

CAPTIONS = {
    "target": ("The target", "How often each class or value occurs among the records."),
    "columns": ("The columns", "How the numbers of each column are distributed."),
    "images": (
        "Examples",
        "Records drawn at random, as they are read; of a volume the middle slice.",
    ),
    "projections": (
        "The records in the plane",
        "Each dot is a record, by its raw features, coloured by the target. Groups of one colour can be told "
        "apart before anything is learnt. Distances between groups mean nothing in t-SNE and UMAP.",
    ),
}
"""Title and caption of each figure."""


class Exploration(NamedTuple):
    """What a look at the data has shown: sentences, figures by name, tables by name."""

    findings: list[str]
    figures: dict[str, Figure]
    tables: dict[str, pd.DataFrame]


class Target(NamedTuple):
    """A target in one number a record: a class, with its name in `classes`, or a value; NaN where missing."""

    name: str
    values: np.ndarray
    classes: list[str]


def explore(
    batch: Mapping[str, np.ndarray],
    inputs: Sequence[str],
    target: str | None,
    facts: Mapping[str, Any],
    *,
    seed: int,
) -> Exploration:
    """Look at the records of a batch: the `inputs` by name and, where there is one, the `target`."""
    seen = Exploration([], {}, {})
    # what is read and predicted at once tells nothing apart
    target = None if target in inputs else target
    coloured = None
    # what has neither a name, a class nor a size is no one number a record
    if target is not None and {"names", "classes", "size"} & set(facts[target]):
        coloured = _summary(target, batch[target], facts[target])
        _look_at_target(seen, coloured)
    if any(name in TABLE for name in inputs) and facts["table"]["numeric"]:
        _look_at_columns(seen, batch["numeric"].astype(np.float64), facts["table"]["numeric"])
    images = [name for name in inputs if name not in TABLE and batch[name].ndim > 3]
    for name in images:
        _look_at_images(seen, name, batch[name])
    if images:
        seen.figures["images"] = _draw_images(batch[images[0]], seed)
    features = feature_matrix(batch, inputs, facts)
    if len(features) < FEWEST or features.shape[1] < 2:
        seen.findings.append(
            f"{len(features)} records of {features.shape[1]} features are too few to project or cluster."
        )
        return seen
    # a feature that is the same everywhere tells no two records apart
    features = features[:, np.ptp(features, axis=0) > 0]
    chosen = np.sort(np.random.default_rng(seed).permutation(len(features))[:MOST])
    features = features[chosen]
    if coloured is not None:
        coloured = coloured._replace(values=coloured.values[chosen])
    _look_at_duplicates(seen, features, coloured)
    _look_at_groups(seen, features, coloured, seed)
    seen.figures["projections"] = _draw_projections(projections(features, seed=seed), coloured)
    return seen


def _summary(name: str, truth: np.ndarray, facts: Mapping[str, Any]) -> Target:
    if "size" in facts:  # a picture
        means = truth.reshape(len(truth), -1).mean(axis=1, dtype=np.float64)
        return Target(f"mean intensity of {name}", means, [])
    if "classes" not in facts:
        return Target(f"{facts['names'][0]}", truth[:, 0].astype(np.float64), [])
    if truth.ndim == 1:
        return Target(name, np.where(truth < 0, np.nan, truth), list(facts["classes"]))
    if "lengths" in facts:
        return Target(f"number of {name}", np.where(known(truth), (truth[..., 4] >= 0).sum(axis=1), np.nan), [])
    flat = truth.reshape(len(truth), -1)
    if truth.dtype.kind == "f":
        return Target(f"labels of {name}", flat.sum(axis=1), [])
    return Target(f"foreground of {name}", (flat > 0).mean(axis=1), [])


def _look_at_target(seen: Exploration, target: Target) -> None:
    missing = np.isnan(target.values)
    if missing.any():
        seen.findings.append(f"{missing.sum()} of {len(missing)} records have no {target.name}.")
    values = target.values[~missing]
    picture, (ax,) = panels(1, 1, width=5.6, height=3 if len(target.classes) < 12 else 6)
    ax.set_title(target.name)
    if target.classes:
        counts = np.bincount(values.astype(np.int64), minlength=len(target.classes))
        shares = counts / max(counts.sum(), 1)
        seen.tables["target"] = pd.DataFrame({"class": target.classes, "records": counts, "share": shares})
        seen.findings.extend(_imbalance(target, counts, shares))
        ax.barh(target.classes, counts, color=colours(len(counts)))
        ax.invert_yaxis()
        ax.set_xlabel("records")
        ax.grid(axis="x")
    else:
        seen.tables["target"] = pd.Series(values, name=target.name).describe().to_frame()
        leaning = float(skew(values)) if len(values) > 2 else 0.0
        if abs(leaning) > 1.5:
            seen.findings.append(
                f"{target.name} is skewed ({leaning:.1f}): a few large values will rule a squared "
                "error. Consider its logarithm, or a robust loss."
            )
        ax.hist(values, bins="auto", color=BLUE)
        ax.set_ylabel("records")
        ax.grid(axis="y")
    seen.figures["target"] = picture


def _imbalance(target: Target, counts: np.ndarray, shares: np.ndarray) -> Iterator[str]:
    most, least = int(counts.argmax()), int(counts.argmin())
    yield (
        f"Always answering {target.classes[most]!r} would be right for {shares[most]:.0%} of the records: "
        "the accuracy to beat."
    )
    if counts[most] > 3 * max(counts[least], 1):
        yield (
            f"The classes are imbalanced: {counts[most]} records of {target.classes[most]!r}, "
            f"{counts[least]} of {target.classes[least]!r}. Read the balanced accuracy, and consider "
            "weighing the classes."
        )
    rare = [name for name, count in zip(target.classes, counts, strict=True) if count < FEWEST]
    if rare:
        yield f"Fewer than {FEWEST} records of {', '.join(map(repr, rare))}: too few to learn or to judge."


def _look_at_columns(seen: Exploration, numeric: np.ndarray, names: Sequence[str]) -> None:
    table = pd.DataFrame(numeric, columns=list(names))
    summary = table.agg(["min", "mean", "max", "std"]).T
    summary.insert(0, "missing", table.isna().mean())
    seen.tables["columns"] = summary.rename_axis("column").reset_index()
    gaps = summary["missing"][summary["missing"] > 0].sort_values(ascending=False)
    if len(gaps):
        listed = ", ".join(f"{name} ({100 * share:.3g}%)" for name, share in gaps.items())
        seen.findings.append(f"Values are missing in {listed}. Ask why: a gap is often a sign by itself.")
    constant = summary.index[summary["std"].fillna(0) == 0]
    if len(constant):
        seen.findings.append(f"Always the same value: {', '.join(constant)}. Leave such columns out.")
    alike = table.drop(columns=constant).corr().abs().to_numpy(copy=True)
    twins = np.argwhere(np.triu(alike, 1) > 0.99)
    varying = [name for name in names if name not in constant]
    for left, right in twins[:5]:
        seen.findings.append(f"{varying[left]} and {varying[right]} say the same (correlation over 0.99).")
    shown = list(names)[:12]
    columns = min(4, len(shown))
    picture, axes = panels(-(-len(shown) // columns), columns, width=2.5, height=2.1)
    for ax, name in zip(axes, shown, strict=False):
        ax.hist(table[name].dropna(), bins=24, color=BLUE)
        ax.set_title(name, fontsize=9)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
    for ax in axes[len(shown) :]:
        ax.remove()
    seen.figures["columns"] = picture


def _look_at_images(seen: Exploration, name: str, images: np.ndarray) -> None:
    flat = images.reshape(len(images), -1)
    seen.findings.append(
        f"{name}: {' x '.join(map(str, images.shape[1:-1]))} pixels, {images.shape[-1]} channels, "
        f"intensities from {flat.min():g} to {flat.max():g}, {flat.mean():.4g} on average."
    )
    empty = int((flat.min(axis=1) == flat.max(axis=1)).sum())
    if empty:
        seen.findings.append(f"{empty} of {len(images)} records of {name} are of one intensity throughout.")


def _look_at_duplicates(seen: Exploration, features: np.ndarray, target: Target | None) -> None:
    _, first, counts = np.unique(features, axis=0, return_inverse=True, return_counts=True)
    repeated = int((counts[first] > 1).sum())
    if not repeated:
        return
    text = f"{repeated} of {len(features)} records have a twin with the same features"
    if target is not None:
        known = ~np.isnan(target.values)
        answers = pd.Series(target.values[known]).groupby(first.ravel()[known]).nunique()
        text += f", and {int((answers > 1).sum())} sets of twins disagree on {target.name}"
    seen.findings.append(f"{text}. Twins in training and test let a network score by memory.")


def _look_at_groups(seen: Exploration, features: np.ndarray, target: Target | None, seed: int) -> None:
    classes = target.values if target is not None and target.classes else None
    if classes is not None:
        known = ~np.isnan(classes)
        features, classes = features[known], classes[known]
        if len(np.unique(classes)) < 2 or len(classes) < FEWEST:
            return
        reduced = components(features)
        near = NearestNeighbors(n_neighbors=min(6, len(reduced))).fit(reduced)
        around = near.kneighbors(reduced, return_distance=False)[:, 1:]
        odd = (classes[around] != classes[:, None]).all(axis=1).mean()
        if odd:
            seen.findings.append(
                f"{odd:.1%} of the records have none of their own class among their five nearest: hard cases, or "
                "labels to check."
            )
    table = seen.tables["clusters"] = clusters(features, classes, seed=seed)
    if classes is None:
        best = table.iloc[int(table["silhouette"].argmax())]
        seen.findings.append(
            f"Without labels, {best['method']} finds {best['clusters']} groups "
            f"(silhouette {best['silhouette']:.2f}; 1 is well apart, 0 is overlapping)."
        )
    else:
        best = table.iloc[int(table["adjusted_rand"].argmax())]
        seen.findings.append(
            f"Without labels, {best['method']} agrees best with the classes (adjusted Rand "
            f"{best['adjusted_rand']:.2f}; 1 is all, 0 is chance)."
        )


def _draw_projections(places: Mapping[str, np.ndarray], target: Target | None) -> Figure:
    picture, axes = panels(2, 2, width=3.9, height=3.5)
    dots = None
    for ax, (name, points) in zip(axes, places.items(), strict=True):
        ax.set_title(name)
        ax.set(xticks=[], yticks=[])
        dots = _scatter(ax, points, target)
    if target is not None and target.classes and len(target.classes) <= 20:
        handles, labels = axes[0].get_legend_handles_labels()
        picture.legend(handles, labels, loc="outside lower center", ncols=min(6, len(labels)), markerscale=1.6)
    elif dots is not None:
        picture.colorbar(dots, ax=axes, label=target.name if target else "", shrink=0.6)
    return picture


def _scatter(ax: Axes, points: np.ndarray, target: Target | None) -> Any:
    """Draw the points; give what a colour bar needs where the target is a number."""
    size = 14 if len(points) < 800 else 6
    if target is None:
        ax.scatter(points[:, 0], points[:, 1], s=size, color=BLUE, alpha=0.7, linewidth=0)
        return None
    if not target.classes:
        return ax.scatter(points[:, 0], points[:, 1], s=size, c=target.values, cmap="viridis", alpha=0.85, linewidth=0)
    for number, (name, colour) in enumerate(zip(target.classes, colours(len(target.classes)), strict=True)):
        own = points[target.values == number]
        ax.scatter(own[:, 0], own[:, 1], s=size, color=colour, label=name, alpha=0.75, linewidth=0)
    return None


def _draw_images(images: np.ndarray, seed: int) -> Figure:
    chosen = np.random.default_rng(seed).permutation(len(images))[:12]
    columns = min(6, len(chosen))
    picture, axes = panels(-(-len(chosen) // columns), columns, width=1.5, height=1.5)
    for ax, image in zip(axes, images[chosen], strict=False):
        flat = image[len(image) // 2] if image.ndim == 4 else image
        low, high = np.percentile(flat, [1, 99])
        shown = np.clip((flat - low) / max(high - low, 1e-6), 0, 1)
        ax.imshow(shown if shown.shape[-1] == 3 else shown.mean(axis=-1), cmap="gray")
    for ax in axes:
        ax.set_axis_off()
    return picture

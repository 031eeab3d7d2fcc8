"""Planes and groups of a hidden layer's activations, and their picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from sklearn.metrics import adjusted_rand_score

from scic.backends.shared.figures import colours, panels

NAMES = {"pca": "PCA", "tsne": "t-SNE", "umap": "UMAP"}
SHAPES = "osD^vPX<>*"
MISSING = "#D9D9D9"
LEGEND: dict[str, Any] = {
    "loc": "center left",
    "bbox_to_anchor": (1.0, 0.5),
    "frameon": False,
    "fontsize": 8.5,
}


def project(
    activations: np.ndarray, methods: Sequence[str], *, perplexity: float, neighbors: int, seed: int
) -> dict[str, np.ndarray]:
    """Reduce activations (B, d) to planes (B, 2), by method; with `pca` also `explained`.

    `explained` (2,) are the shares of the variance along the two axes. Few records have few
    neighbours: `perplexity` and `neighbors` are lowered to what there is.
    """
    count = len(activations)
    if count < 4:
        raise ValueError(f"an embedding needs at least 4 records, found {count}")
    planes = {}
    if "pca" in methods:
        pca = PCA(min(2, activations.shape[1])).fit(activations)
        planes["pca"] = _two(pca.transform(activations))
        planes["explained"] = _two(pca.explained_variance_ratio_[None])[0]
    if "tsne" in methods:
        start = "pca" if activations.shape[1] >= 2 else "random"
        tsne = TSNE(perplexity=min(perplexity, (count - 1) / 3), init=start, random_state=seed)
        planes["tsne"] = tsne.fit_transform(activations)
    if "umap" in methods:
        from umap import UMAP  # compiles when imported, which takes seconds

        # one job, because several would not repeat; a start of its own fails on few records
        near = max(2, min(neighbors, count - 1))
        umap = UMAP(n_neighbors=near, init="random", random_state=seed, n_jobs=1)
        planes["umap"] = umap.fit_transform(activations)
    return planes


def _two(columns: np.ndarray) -> np.ndarray:
    """Fill up a single column to two, the second of zeros."""
    return np.pad(columns, ((0, 0), (0, 2 - columns.shape[1])))


def group(activations: np.ndarray, truth: np.ndarray, *, clusters: int | None, seed: int) -> dict[str, np.ndarray]:
    """Group records by k-means: `clusters` (B,), into as many groups as classes when None.

    Without a number and without classes there is nothing to seek, and nothing is returned.
    """
    if clusters is None and _is_class(truth):
        clusters = len(np.unique(truth[truth >= 0]))
    if not clusters:
        return {}
    kmeans = KMeans(min(clusters, len(activations)), n_init=10, random_state=seed)
    return {"clusters": kmeans.fit_predict(activations)}


def agreement(truth: np.ndarray, clusters: np.ndarray) -> float:
    """Compare groups with classes by the adjusted Rand index: 1 the same, 0 as good as chance."""
    known = truth >= 0
    return float(adjusted_rand_score(truth[known], clusters[known]))


def caption(arrays: Mapping[str, np.ndarray]) -> str:
    """Say how far the groups agree with the classes, where there are both."""
    if "clusters" not in arrays or not _is_class(arrays["truth"]):
        return ""
    score = agreement(arrays["truth"], arrays["clusters"])
    return (
        f"Agreement of the k-means groups with the classes (adjusted Rand): {score:.2f}; "
        "1 when they are the same, 0 when as good as chance."
    )


def figure(arrays: Mapping[str, np.ndarray], *, classes: Sequence[str], value: str) -> Figure:
    """Draw the planes coloured by the truth, and below by the groups.

    `classes` are the names of the target's classes, empty where it has none; `value` names the target.
    """
    methods = [name for name in NAMES if name in arrays]
    groups = arrays.get("clusters")
    whole, axes = panels(1 if groups is None else 2, len(methods), width=3.6 if len(methods) > 1 else 6.6)
    above, below = axes[: len(methods)], axes[len(methods) :]
    for axis, method in zip(above, methods, strict=True):
        axis.set_title(NAMES[method])
        if _is_class(arrays["truth"]):
            _scatter_classes(axis, arrays[method], arrays["truth"], classes)
        else:
            _scatter_values(axis, arrays[method], *_shade(arrays["truth"], value), last=axis is above[-1])
    if _is_class(arrays["truth"]):
        above[-1].legend(title=value, **LEGEND)
    if groups is not None:
        for axis, method in zip(below, methods, strict=True):
            names = [str(each + 1) for each in range(groups.max() + 1)]
            _scatter_classes(axis, arrays[method], groups, names)
        below[-1].legend(title="group", **LEGEND)
    if "pca" in methods:
        lowest = axes[-len(methods) + methods.index("pca")]
        shares = arrays["explained"]
        lowest.set(xlabel=f"{shares[0]:.0%} of the variance", ylabel=f"{shares[1]:.0%} of the variance")
    return whole


def _is_class(truth: np.ndarray) -> bool:
    return truth.ndim == 1 and np.issubdtype(truth.dtype, np.integer)


def _scatter_classes(axis: Axes, points: np.ndarray, classes: np.ndarray, names: Sequence[str]) -> None:
    """Draw points with a colour and a shape for each class, those without one in grey underneath."""
    _bare(axis)
    _scatter(axis, points[classes < 0], s=12, color=MISSING)
    for index, (name, colour) in enumerate(zip(names, colours(len(names)), strict=True)):
        shape = SHAPES[index % len(SHAPES)]
        _scatter(axis, points[classes == index], color=colour, marker=shape, label=name)


def _shade(truth: np.ndarray, name: str) -> tuple[np.ndarray, str]:
    """Reduce a target to a number a record and its name: the first of several, or a mask's foreground."""
    values = truth.reshape(len(truth), -1)
    if np.issubdtype(truth.dtype, np.integer):
        return (values > 0).mean(axis=1), f"share of {name} that is foreground"
    return values[:, 0], name


def _scatter_values(axis: Axes, points: np.ndarray, shade: np.ndarray, name: str, *, last: bool) -> None:
    """Draw points coloured by a number, those without one in grey underneath; the last one has the scale."""
    _bare(axis)
    known = np.isfinite(shade)
    _scatter(axis, points[~known], s=12, color=MISSING)
    drawn = _scatter(axis, points[known], c=shade[known], cmap="viridis")
    if last:
        axis.figure.colorbar(drawn, ax=axis, label=name, aspect=30).outline.set_visible(False)


def _scatter(axis: Axes, points: np.ndarray, **style: Any) -> PathCollection:
    look: dict[str, Any] = {"s": 20, "linewidths": 0.4, "edgecolors": "white"} | style
    return axis.scatter(points[:, 0], points[:, 1], **look)


def _bare(axis: Axes) -> None:
    axis.set(xticks=[], yticks=[])
    axis.spines[:].set_visible(True)

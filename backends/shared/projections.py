"""Records as points of a plane, and as clusters: a first look at features that nothing has learnt yet."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
from sklearn.cluster import AgglomerativeClustering, KMeans, SpectralClustering
from sklearn.decomposition import NMF, PCA
from sklearn.manifold import TSNE
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.mixture import GaussianMixture
from sklearn.preprocessing import minmax_scale, scale
from umap import UMAP

COMPONENTS = 50
"""Most principal components that t-SNE, UMAP and the clusterings work on."""

CLUSTERS = range(2, 9)
"""Numbers of clusters that are tried where no classes give the number."""


def components(features: np.ndarray) -> np.ndarray:
    """Give the scaled features (B, F) as their first principal components, at most `COMPONENTS` of them."""
    most = min(COMPONENTS, *features.shape)
    return np.asarray(PCA(most, svd_solver="full").fit_transform(scale(features)))


def projections(features: np.ndarray, *, seed: int) -> dict[str, np.ndarray]:
    """Give the records (B, 2) in the planes of PCA, NMF, t-SNE and UMAP; needs at least two features.

    Distances mean something in PCA and NMF; in t-SNE and UMAP only who is next to whom does.
    """
    reduced = components(features)
    count = len(features)
    return {
        "PCA": reduced[:, :2],
        "NMF": NMF(2, init="nndsvda", max_iter=1000, tol=1e-3).fit_transform(minmax_scale(features)),
        "t-SNE": TSNE(perplexity=min(30, (count - 1) / 3), random_state=seed).fit_transform(reduced),
        "UMAP": UMAP(n_neighbors=min(15, count - 1), init="pca", random_state=seed, n_jobs=1).fit_transform(reduced),
    }


def clusters(features: np.ndarray, classes: np.ndarray | None, *, seed: int) -> pd.DataFrame:
    """Cluster the records in four ways, and compare the clusters with the classes (B,) where there are any.

    Gives a row for each method: method, clusters, silhouette (1 is well apart, 0 is overlapping) and, with
    classes, adjusted_rand (1 is the classes found without a label, 0 is chance). There are as many clusters
    as classes; without classes, as many as k-means separates best.
    """
    reduced = components(features)
    count = len(np.unique(classes)) if classes is not None else _best_count(reduced, seed)
    methods = {
        "k-means": KMeans(count, n_init=10, random_state=seed),
        "Gaussian mixture": GaussianMixture(count, covariance_type="diag", n_init=3, random_state=seed),
        "hierarchical": AgglomerativeClustering(count),
        "spectral": SpectralClustering(
            count, affinity="nearest_neighbors", n_neighbors=min(15, len(reduced)), random_state=seed
        ),
    }
    rows = []
    for name, method in methods.items():
        with warnings.catch_warnings():
            # groups so far apart that the graph of neighbours falls to pieces are found all the same
            warnings.filterwarnings("ignore", message="Graph is not fully connected")
            found = method.fit_predict(reduced)
        row = {"method": name, "clusters": count, "silhouette": _silhouette(reduced, found)}
        if classes is not None:
            row["adjusted_rand"] = float(adjusted_rand_score(classes, found))
        rows.append(row)
    return pd.DataFrame(rows)


def _best_count(reduced: np.ndarray, seed: int) -> int:
    counts = [count for count in CLUSTERS if count < len(reduced)]
    scores = [_silhouette(reduced, KMeans(count, n_init=3, random_state=seed).fit_predict(reduced)) for count in counts]
    return counts[int(np.argmax(scores))]


def _silhouette(reduced: np.ndarray, found: np.ndarray) -> float:
    # undefined when everything falls into one cluster, or every record into its own
    if not 1 < len(np.unique(found)) < len(found):
        return 0.0
    return float(silhouette_score(reduced, found))

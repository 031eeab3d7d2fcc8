from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_iris

from scic.backends.shared.exploration import CAPTIONS, explore
from scic.backends.shared.projections import clusters


def table(columns: dict[str, list[float]]) -> tuple[dict[str, np.ndarray], dict[str, object]]:
    values = np.array(list(columns.values()), dtype=np.float32).T
    facts = {
        "numeric": list(columns),
        "mean": np.nanmean(values, axis=0).tolist(),
        "std": [1.0] * len(columns),
        "missing": np.isnan(values).mean(axis=0).tolist(),
        "categories": {},
    }
    return {"numeric": values}, facts


def test_it_says_what_is_missing_constant_or_said_twice() -> None:
    batch, facts = table(
        {
            "age": [1, 2, 3, float("nan")],
            "height": [1, 5, 2, 8],
            "height_cm": [100, 500, 200, 800],
            "site": [7, 7, 7, 7],
        }
    )
    seen = explore(batch, ["numeric"], None, {"table": facts}, seed=0)
    text = "\n".join(seen.findings)
    assert "Values are missing in age (25%)." in text
    assert "Always the same value: site." in text
    assert "height and height_cm say the same" in text
    assert "too few to project or cluster" in text
    assert seen.tables["columns"].set_index("column").loc["height", "max"] == 8


def test_it_says_what_the_majority_would_score_and_which_class_is_rare() -> None:
    batch, facts = table({"x": [0.0] * 9, "y": list(range(9))})
    batch["kind"] = np.array([0] * 7 + [1, -1])
    known = {"table": facts, "kind": {"classes": ["common", "rare"], "counts": [7, 1]}}
    seen = explore(batch, ["numeric"], "kind", known, seed=0)
    text = "\n".join(seen.findings)
    assert "Always answering 'common' would be right for 88% of the records" in text
    assert "imbalanced: 7 records of 'common', 1 of 'rare'" in text
    assert "1 of 9 records have no kind." in text
    assert seen.tables["target"]["records"].tolist() == [7, 1]


def test_it_warns_of_a_skewed_target_and_empty_images() -> None:
    images = np.random.default_rng(0).random((9, 4, 4, 1)).astype(np.float32)
    images[3] = 0
    batch = {"scan": images, "dose": np.array([[1.0]] * 8 + [[1000.0]], dtype=np.float32)}
    seen = explore(batch, ["scan"], "dose", {"scan": {}, "dose": {"names": ["dose"]}}, seed=0)
    text = "\n".join(seen.findings)
    assert "dose is skewed" in text
    assert "1 of 9 records of scan are of one intensity throughout." in text
    assert set(seen.figures) == {"target", "images"} <= set(CAPTIONS)


def test_clusters_are_scored_against_the_classes() -> None:
    random = np.random.default_rng(0)
    classes = np.repeat([0, 1, 2], 30)
    features = random.normal(0, 0.1, (90, 4)) + 5 * np.eye(4)[classes]
    found = clusters(features, classes, seed=0)
    assert found["method"].tolist() == ["k-means", "Gaussian mixture", "hierarchical", "spectral"]
    assert (found["adjusted_rand"] > 0.99).all()
    assert clusters(features, None, seed=0)["clusters"].tolist() == [3] * 4


@pytest.mark.slow
def test_it_projects_clusters_and_finds_twins_that_disagree() -> None:
    features, truth = load_iris(return_X_y=True)
    batch, facts = table({str(number): column.tolist() for number, column in enumerate(features.T)})
    batch["kind"] = truth.copy()
    batch["numeric"][1] = batch["numeric"][0]
    batch["kind"][1] = 2
    known = {"table": facts, "kind": {"classes": ["a", "b", "c"], "counts": [50] * 3}}
    seen = explore(batch, ["numeric"], "kind", known, seed=0)
    text = "\n".join(seen.findings)
    assert "1 sets of twins disagree on kind" in text
    assert "agrees best with the classes (adjusted Rand 0." in text
    assert [axis.get_title(loc="left") for axis in seen.figures["projections"].axes] == ["PCA", "NMF", "t-SNE", "UMAP"]
    again = explore(batch, ["numeric"], "kind", known, seed=0)
    first, second = (e.figures["projections"].axes[3].collections[0].get_offsets() for e in (seen, again))
    assert np.array_equal(first, second)

"""Embeddings of hidden layers."""

from __future__ import annotations

import inspect
import warnings

import numpy as np
import pytest
import torch

from scic.backends.components.interpret.embed.component import Embed
from scic.backends.components.interpret.embed.pytorch import explain
from scic.backends.components.interpret.embed.shared import agreement, caption, figure, group, project

RNG = np.random.default_rng(0)
LABEL = np.arange(60) % 3
APART = (RNG.normal(size=(60, 8)) + 20 * np.eye(8)[LABEL]).astype(np.float32)
"""Three groups that nobody could miss."""
SETTINGS = {"perplexity": 30.0, "neighbors": 15, "seed": 3}


def draw(arrays, tmp_path, classes=("a", "b", "c"), value="kind"):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = figure(arrays, classes=classes, value=value)
        drawn.savefig(tmp_path / "figure.png", dpi=40)
    return drawn


def nearest_share(points: np.ndarray) -> float:
    """The share of records whose nearest neighbour is of their own group."""
    distance = np.linalg.norm(points[:, None] - points[None], axis=-1) + 1e9 * np.eye(len(points))
    return float((LABEL[distance.argmin(axis=1)] == LABEL).mean())


@pytest.mark.parametrize("method", ["pca", "tsne", pytest.param("umap", marks=pytest.mark.slow)])
def test_a_plane_keeps_groups_apart_and_repeats(method):
    once, again = (project(APART, (method,), **SETTINGS)[method] for _ in range(2))
    assert once.shape == (60, 2)
    assert nearest_share(once) == 1
    np.testing.assert_array_equal(once, again)


def test_pca_says_how_much_of_the_variance_it_shows():
    assert 0.5 < project(APART, ("pca",), **SETTINGS)["explained"].sum() <= 1


def test_groups_are_as_many_as_the_classes_and_agree_with_them():
    truth = np.where(np.arange(60) < 3, -1, LABEL)
    found = group(APART, truth, clusters=None, seed=0)["clusters"]
    assert agreement(truth, found) == 1
    assert len(set(group(APART, truth, clusters=5, seed=0)["clusters"])) == 5


def test_without_classes_and_without_a_number_there_are_no_groups():
    assert group(APART, RNG.normal(size=(60, 1)), clusters=None, seed=0) == {}


@pytest.mark.parametrize("count", [4, 7])
def test_few_records_and_a_single_number_are_enough(count):
    planes = project(APART[:count, :1], ("pca", "tsne"), **SETTINGS)
    assert planes["pca"].shape == planes["tsne"].shape == (count, 2)
    assert np.isfinite(planes["tsne"]).all()


def test_too_few_records_are_refused():
    with pytest.raises(ValueError, match="at least 4 records, found 3"):
        project(APART[:3], ("pca",), **SETTINGS)


@pytest.mark.parametrize(("layer", "width"), [("block1", 8), ("features", 8)])
def test_a_network_that_has_learned_sorts_its_records(layer, width, images):
    net, batch = images
    wanted = {"by": None, "methods": ("pca",), "clusters": None, "perplexity": 30.0, "neighbors": 15, "chunk": 25}
    net.train()
    found = explain(net, batch, task="kind", layer=layer, **wanted)
    assert net.training
    assert not net.layers[layer]._forward_hooks
    assert found["activations"].shape == (96, width)
    assert found["pca"].shape == (96, 2)
    assert agreement(batch["label"].numpy(), found["clusters"]) > 0.9
    assert "(adjusted Rand): 1.00" in caption(found) or "(adjusted Rand): 0.9" in caption(found)


def test_an_unknown_layer_is_refused_with_those_there_are(images):
    net, batch = images
    wanted = {"by": None, "methods": ("pca",), "clusters": 2, "perplexity": 30.0, "neighbors": 15, "chunk": 25}
    with pytest.raises(ValueError, match="no layer `last`: expected one of block1, block2, features"):
        explain(net, batch, task="kind", layer="last", **wanted)


def test_the_figure_shows_classes_above_and_groups_below(tmp_path):
    truth = np.where(np.arange(60) < 3, -1, LABEL)
    arrays = project(APART, ("pca", "tsne"), **SETTINGS) | group(APART, truth, clusters=None, seed=0)
    drawn = draw(arrays | {"truth": truth}, tmp_path)
    legends = [[text.get_text() for text in axis.get_legend().get_texts()] for axis in drawn.axes if axis.get_legend()]
    assert legends == [["a", "b", "c"], ["1", "2", "3"]]
    assert [axis.get_title(loc="left") for axis in drawn.axes[:2]] == ["PCA", "t-SNE"]


@pytest.mark.parametrize("kind", ["number", "mask"])
def test_other_targets_colour_the_points_by_a_number(kind, tmp_path):
    number = RNG.normal(size=(60, 2))
    number[5] = np.nan
    truth = number if kind == "number" else RNG.integers(-1, 3, size=(60, 4, 4))
    arrays = project(APART, ("pca",), **SETTINGS) | {"truth": truth}
    drawn = draw(arrays, tmp_path, classes=(), value="mass")
    assert any("mass" in axis.get_ylabel() for axis in drawn.axes)
    assert caption(arrays) == ""


def test_the_settings_are_those_of_the_function():
    keywords = {name for name, each in inspect.signature(explain).parameters.items() if each.kind is each.KEYWORD_ONLY}
    assert set(Embed().model_dump()) - {"examples"} == keywords - {"task"}


def test_the_run_seed_makes_the_planes_repeat(images):
    net, batch = images
    wanted = {"by": None, "methods": ("tsne",), "clusters": 2, "perplexity": 5.0, "neighbors": 15, "chunk": 25}
    few = {name: values[:20] for name, values in batch.items()}
    planes = []
    for _ in range(2):
        torch.manual_seed(7)
        planes.append(explain(net, few, task="kind", layer="features", **wanted)["tsne"])
    np.testing.assert_array_equal(*planes)

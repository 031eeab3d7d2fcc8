"""Embeddings of hidden layers as a component."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from scic.compiler.catalogue.component import Interpret
from scic.compiler.catalogue.settings import Count, LayerRef, Positive, Ref


class Embed(Interpret):
    """A plane picture of a hidden layer: which records the network holds to be alike.

    The activations of a layer are reduced to two numbers a record by PCA, t-SNE or UMAP and grouped by
    k-means; the figure shows the true classes beside the groups, and how far they agree. Read t-SNE and UMAP
    for who is near whom: sizes of groups and distances between them mean little, and groups can appear in
    noise. PCA keeps distances. Compare an early layer with `features` to see what training has sorted out.

    Example:
        interpret embed { layer: net.features, methods: [pca, umap], clusters: 3 }
    """

    section = "7.2.2"
    paper = (
        "van der Maaten & Hinton, Visualizing Data using t-SNE, 2008; "
        "McInnes, Healy & Melville, UMAP: Uniform Manifold Approximation and Projection, 2018"
    )
    requires: ClassVar[Mapping[str, tuple[str, ...]]] = {"shared": ("umap-learn>=0.5.6",)}

    examples: Count = Field(500, description="test records that are drawn")
    layer: LayerRef | None = Field(None, description="the layer that is looked at; `features` when none is given")
    by: Ref | None = Field(None, description="the field that colours the records; the target when none is given")
    methods: tuple[Literal["pca", "tsne", "umap"], ...] = Field(
        ("pca", "tsne", "umap"), description="ways to reduce the activations to a plane"
    )
    clusters: Count | None = Field(None, description="groups of k-means; one for each class when none is given")
    perplexity: Positive = Field(30.0, description="neighbours that count for a record in t-SNE, about")
    neighbors: Count = Field(15, description="neighbours that count for a record in UMAP")
    chunk: Count = Field(64, description="records that pass through the network at a time")

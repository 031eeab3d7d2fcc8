"""Activations of a hidden layer, reduced to a plane and grouped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from keras import ops

from scic.backends.components.interpret.embed.shared import group, project
from scic.backends.keras.attribution import chunks
from scic.backends.keras.placement import placement
from scic.backends.keras.tensor import Batch


def explain(
    model: Any,
    batch: Batch,
    *,
    task: str,
    layer: str,
    by: str | None,
    methods: Sequence[str],
    clusters: int | None,
    perplexity: float,
    neighbors: int,
    chunk: int,
) -> dict[str, np.ndarray]:
    """Reduce what `layer` gives for each record to a plane.

    Returns `activations` (B, d), maps averaged over space; (B, 2) by method; `explained` (2,), the shares of
    the variance along PCA's axes; `truth`, the targets of `task` or the field `by`; and `clusters` (B,) where
    groups are sought.
    """
    activations = read_layer(model, batch, layer, chunk)
    truth = model.tasks[task].truth(batch) if by is None else ops.convert_to_numpy(batch[by])
    planes = project(activations, methods, perplexity=perplexity, neighbors=neighbors, seed=model.seed)
    groups = group(activations, truth, clusters=clusters, seed=model.seed)
    return {"activations": activations, "truth": truth} | planes | groups


def read_layer(model: Any, batch: Batch, layer: str, chunk: int) -> np.ndarray:
    """Read what a published layer gives for each record, maps averaged over space: (B, d).

    Raises ValueError when there is no layer of that name.
    """
    found = []
    with placement(model.accelerator):
        for part in chunks(batch, chunk):
            layers = model.activations(model.encode(part))
            if layer not in layers:
                raise ValueError(f"no layer `{layer}`: expected one of {', '.join(layers)}")
            activation = ops.convert_to_numpy(layers[layer])
            found.append(activation.mean(axis=tuple(range(1, activation.ndim - 1))))
    return np.concatenate(found)

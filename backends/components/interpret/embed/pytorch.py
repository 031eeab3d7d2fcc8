"""Activations of a hidden layer, reduced to a plane and grouped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from scic.backends.components.interpret.embed.shared import group, project
from scic.backends.pytorch.attribution import Network, chunks, evaluating, find_layer


def explain(
    model: Network,
    batch: Mapping[str, Tensor],
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
    truth = model.tasks[task].truth(batch) if by is None else batch[by].cpu().numpy()
    seed = torch.initial_seed() % 2**32
    planes = project(activations, methods, perplexity=perplexity, neighbors=neighbors, seed=seed)
    groups = group(activations, truth, clusters=clusters, seed=seed)
    return {"activations": activations, "truth": truth} | planes | groups


def read_layer(model: Network, batch: Mapping[str, Tensor], layer: str, chunk: int) -> np.ndarray:
    """Read what a published layer gives for each record, maps averaged over space: (B, d)."""
    found: list[Tensor] = []

    def keep(_module: nn.Module, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        found.append(_pooled(output))

    hook = find_layer(model, layer).register_forward_hook(keep)
    try:
        with evaluating(model), torch.no_grad():
            for part in chunks(batch, chunk):
                model.represent(model.encode(part))
    finally:
        hook.remove()
    return torch.cat(found).cpu().numpy()


def _pooled(output: Tensor) -> Tensor:
    """The mean over space: a map has its channels first, (B, d, *space), nodes and steps theirs last, (B, N, d)."""
    if output.ndim == 3:
        return output.mean(1)
    return output.flatten(2).mean(2) if output.ndim > 3 else output

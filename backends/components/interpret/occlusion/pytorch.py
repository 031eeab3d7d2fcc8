"""Occlusion: hide a part and look how far the prediction falls (Zeiler & Fergus 2014)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import numpy as np
import torch
from captum.attr import FeatureAblation, Occlusion
from torch import Tensor

from scic.backends.components.interpret.occlusion.windows import sizes
from scic.backends.pytorch.attribution import Explained, Network, explanations


def explain(
    model: Network,
    batch: Mapping[str, Tensor],
    *,
    task: str,
    window: Sequence[int] | None,
    stride: Sequence[int] | None,
    baseline: Literal["mean", "zero"],
    chunk: int,
    sanity: bool,
    shuffles: int,
) -> dict[str, np.ndarray]:
    """Explain each record by how far its prediction falls when a window, or a column, is hidden.

    Returns, by trunk, (B, *space), the mean fall over the windows that cover a pixel, or (B, columns); and
    `sanity`. Raises ValueError when `window` or `stride` does not fit the image.
    """

    def fall(explained: Explained) -> dict[str, Tensor]:
        falls = {}
        hidden_values = explained.baselines(baseline)
        for index, (name, x) in enumerate(zip(explained.names, explained.inputs, strict=True)):
            alone = _alone(explained, index)
            groups = explained.model.trunks[name].inputs.groups(x)
            if groups is not None:
                falls[name] = explained.fold(name, _hide_columns(alone, x, hidden_values[index], groups))
            else:
                size, step = sizes(x.shape[2:], window, stride)
                falls[name] = explained.fold(name, _hide_windows(alone, x, hidden_values[index], size, step))
        return falls

    return explanations(model, batch, fall, task=task, chunk=chunk, sanity=sanity, shuffles=shuffles)


def _alone(explained: Explained, index: int) -> Callable[[Tensor], Tensor]:
    """Score by one trunk's input, the others as they are."""

    def score(x: Tensor) -> Tensor:
        inputs = (*explained.inputs[:index], x, *explained.inputs[index + 1 :])
        return explained(*inputs, explained.choice)

    return score


def _hide_columns(score: Callable[[Tensor], Tensor], x: Tensor, hidden: Tensor, groups: Tensor) -> Tensor:
    """Measure the fall for each column, shared out among the elements that encode it: (B, size)."""
    falls: Tensor = FeatureAblation(score).attribute(x, baselines=hidden, feature_mask=groups)
    return falls / torch.bincount(groups.flatten())[groups]


def _hide_windows(
    score: Callable[[Tensor], Tensor], x: Tensor, hidden: Tensor, size: Sequence[int], step: Sequence[int]
) -> Tensor:
    """Measure the mean fall for each pixel, shared out among its channels: (B, C, *space)."""
    channels = x.shape[1]
    falls: Tensor = Occlusion(score).attribute(
        x, sliding_window_shapes=(channels, *size), strides=(channels, *step), baselines=hidden
    )
    return falls / channels

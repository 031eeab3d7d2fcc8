"""Occlusion: hide a part and look how far the prediction falls (Zeiler & Fergus 2014)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any, Literal

import numpy as np

from scic.backends.components.interpret.occlusion.windows import sizes
from scic.backends.keras.attribution import Arrays, Explained, explanations
from scic.backends.keras.tensor import Batch

Score = Callable[[np.ndarray], np.ndarray]


def explain(
    model: Any,
    batch: Batch,
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

    def fall(explained: Explained) -> Arrays:
        falls = {}
        pairs = zip(explained.names, explained.inputs, explained.baselines(baseline), strict=True)
        for index, (name, x, hidden) in enumerate(pairs):
            alone = _alone(explained, index)
            groups = explained.model.trunks[name].inputs.groups(x)
            if groups is not None:
                falls[name] = _hide_columns(alone, x, hidden, groups[0])
            else:
                size, step = sizes(x.shape[1:-1], window, stride)
                falls[name] = _hide_windows(alone, x, hidden, size, step)
        return falls

    return explanations(model, batch, fall, task=task, chunk=chunk, sanity=sanity, shuffles=shuffles)


def _alone(explained: Explained, index: int) -> Score:
    """Score by one trunk's input, the others as they are."""
    before, after = explained.inputs[:index], explained.inputs[index + 1 :]
    return lambda x: explained.score(*before, x, *after)


def _hide_columns(score: Score, x: np.ndarray, hidden: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Measure the fall for each column, which `groups` (size,) tells of each element: (B, columns)."""
    whole = score(x)
    falls = [whole - score(np.where(groups == column, hidden, x)) for column in range(groups.max() + 1)]
    return np.stack(falls, axis=1)


def _hide_windows(
    score: Score, x: np.ndarray, hidden: np.ndarray, size: Sequence[int], step: Sequence[int]
) -> np.ndarray:
    """Measure the mean fall for each pixel over the windows that cover it: (B, *space)."""
    whole = score(x)
    sums, counts = np.zeros(x.shape[:-1], dtype=x.dtype), np.zeros(x.shape[1:-1], dtype=x.dtype)
    # the last window of a row ends with the image or is cut off by it
    starts = (range(0, side - part + one, one) for side, part, one in zip(x.shape[1:-1], size, step, strict=True))
    for corner in product(*starts):
        place = tuple(slice(start, start + part) for start, part in zip(corner, size, strict=True))
        covered = x.copy()
        covered[:, *place] = hidden[:, *place]
        sums[:, *place] += (whole - score(covered)).reshape(-1, *[1] * len(size))
        counts[place] += 1
    return sums / counts

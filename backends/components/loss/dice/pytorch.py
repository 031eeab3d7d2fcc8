"""Soft Dice loss."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def dice(output: Tensor, target: Tensor, *, class_weights: Tensor | None, smooth: float) -> Tensor:
    """1 minus the soft Dice overlap of each record, (B,), a mean over all classes but the first (background).

    `output` are logits (B, C, *space), `target` classes (B, *space), those below 0 ignored. `smooth` is added
    to both sides of the fraction: a class that is neither there nor predicted costs nothing (Milletari et al.
    2016).
    """
    present = (target >= 0)[:, None]
    chances = output.softmax(dim=1) * present
    truth = functional.one_hot(target.clamp(min=0), output.shape[1]).movedim(-1, 1) * present
    overlap = (chances * truth).flatten(2).sum(dim=2)
    total = (chances + truth).flatten(2).sum(dim=2)
    scores = (2 * overlap + smooth) / (total + smooth)
    weights = torch.ones_like(scores[0]) if class_weights is None else class_weights
    return 1 - (scores * weights)[:, 1:].sum(dim=1) / weights[1:].sum()

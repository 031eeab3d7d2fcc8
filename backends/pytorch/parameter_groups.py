"""Which weights an optimizer may shrink."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from torch import nn

Parameters = Iterable[nn.Parameter] | Iterable[dict[str, Any]]
"""Parameters, or groups of them with options of their own, as every optimizer takes them."""


def decayed(parameters: Parameters, weight_decay: float) -> list[dict[str, Any]]:
    """Split the groups so that weights decay, and biases and normalisations, of one axis, do not."""
    given = list(parameters)
    groups = [each for each in given if isinstance(each, dict)] or [{"params": given}]
    split = []
    for group in groups:
        members = list(group["params"])
        weights = [member for member in members if member.ndim > 1]
        others = [member for member in members if member.ndim <= 1]
        if weights:
            split.append({**group, "params": weights, "weight_decay": weight_decay})
        if others:
            split.append({**group, "params": others, "weight_decay": 0.0})
    return split

"""The blocks of a network from the bottom up: which of them learn, and how fast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch import nn


def blocks_of(model: Any) -> list[list[nn.Module]]:
    """The modules of each block of the trunks, bottom first; a block is a published layer with weights of its own.

    What is in no published layer comes before them, and counts as a part of the first.
    """
    published: list[nn.Module] = []
    for layer in model.layers.values():
        inside = {id(module) for each in published for module in each.modules()}
        if any(True for _ in layer.parameters()) and id(layer) not in inside:
            published.append(layer)
    taken = {id(module) for layer in published for module in layer.modules()}
    rest = [
        module
        for trunk in model.trunks.values()
        for module in trunk.modules()
        if id(module) not in taken and not any(id(inner) in taken for inner in module.modules())
    ]
    blocks = [[layer] for layer in published]
    if rest:
        blocks[:1] = [[*rest, *(blocks[0] if blocks else [])]]
    return blocks


def learning_rates(stage: nn.Module, model: Any, rates: Callable[[int], list[float]] | None) -> list[dict[str, Any]]:
    """Groups of the stage's parameters, each with the `factor` of its learning rate; the last holds the heads."""
    everything = [parameter for parameter in stage.parameters() if parameter.requires_grad]
    if rates is None:
        return [{"params": everything}]
    blocks = blocks_of(model)
    *factors, head = rates(len(blocks))
    groups, seen = [], set[int]()
    for factor, block in zip(factors, blocks, strict=True):
        members = [parameter for module in block for parameter in module.parameters() if id(parameter) not in seen]
        seen |= {id(parameter) for parameter in members}
        groups.append({"params": members, "factor": factor})
    groups.append({"params": [each for each in everything if id(each) not in seen], "factor": head})
    return [group for group in groups if group["params"]]


def freeze_below(model: Any, freeze: Callable[[int, int], int], epoch: int) -> None:
    """Let the topmost blocks learn that are due in an epoch, and hold all below as they are, norms and dropout too."""
    blocks = blocks_of(model)
    learning = min(freeze(epoch, len(blocks)), len(blocks))
    for number, block in enumerate(blocks):
        held = number < len(blocks) - learning
        for module in block:
            module.requires_grad_(not held)
            module.train(not held)

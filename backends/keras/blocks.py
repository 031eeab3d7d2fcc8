"""The blocks of a network from the bottom up: which of them learn, and how fast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import keras


def blocks_of(model: Any) -> list[keras.layers.Layer]:
    """The parts of the trunks that have weights, bottom first; each is a published layer."""
    return [
        layer
        for trunk in model.trunks.values()
        for layer in trunk._flatten_layers(include_self=False, recursive=False)
        if layer is not trunk.inputs and layer.weights
    ]


def phases(model: Any, freeze: Callable[[int, int], int] | None, epochs: int) -> Iterator[tuple[range, int]]:
    """Runs of epochs in which the same number of the topmost blocks learn."""
    count = len(blocks_of(model))
    begin, learning = 0, count
    for epoch in range(epochs):
        due = count if freeze is None else min(freeze(epoch, count), count)
        if epoch and due != learning:
            yield range(begin, epoch), learning
            begin = epoch
        learning = due
    yield range(begin, epochs), learning


@contextmanager
def frozen_below(model: Any, learning: int) -> Iterator[None]:
    """Hold all but the topmost blocks as they are, norms and dropout too."""
    blocks = blocks_of(model)
    held = blocks[: len(blocks) - learning]
    dropouts = [layer for block in held for layer in block._flatten_layers() if hasattr(layer, "rate")]
    rates = [layer.rate for layer in dropouts]
    try:
        for block in held:
            block.trainable = False
        for layer in dropouts:
            layer.rate = 0.0
        yield
    finally:
        for block in held:
            block.trainable = True
        for layer, rate in zip(dropouts, rates, strict=True):
            layer.rate = rate


def pace(optimizer: keras.optimizers.Optimizer, model: Any, rates: Callable[[int], list[float]] | None) -> None:
    """Shorten the steps of each block by its factor, and those of everything above the trunks by the last."""
    if rates is None:
        return
    blocks = blocks_of(model)
    *factors, head = rates(len(blocks))
    factor = {id(variable): value for value, block in zip(factors, blocks, strict=True) for variable in block.variables}
    apply = optimizer.apply

    def paced(grads: Any, trainable_variables: Any = None) -> Any:
        variables = optimizer._trainable_variables if trainable_variables is None else list(trainable_variables)
        before = [variable + 0.0 for variable in variables]
        done = apply(grads, trainable_variables)
        for variable, old in zip(variables, before, strict=True):
            variable.assign(old + factor.get(id(variable), head) * (variable - old))
        return done

    optimizer.apply = paced


def carry_over(old: keras.optimizers.Optimizer, new: keras.optimizers.Optimizer) -> None:
    """Give an optimizer of other weights what another remembers: its steps, and the moments of the weights of both."""
    # a path begins with the name of its optimizer
    known = {variable.path.split("/", 1)[-1]: variable for variable in old.variables}
    for variable in new.variables:
        remembered = known.get(variable.path.split("/", 1)[-1])
        if remembered is not None:
            variable.assign(remembered)

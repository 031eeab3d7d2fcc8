"""What attributions share: one number a record as a function of the encoded input, and a sanity check.

The sanity check is the weight randomisation of Adebayo et al., Sanity Checks for Saliency Maps, 2018: an
explanation of what a network has learned must change when its weights are shuffled.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from scic.backends.shared.attribution_figure import rank_correlation


class Encoder(Protocol):
    """Turns a batch into what a trunk reads."""

    def fold(self, attribution: Tensor) -> Tensor:
        """Sum over what encodes a column or a pixel: (B, *encoded) to (B, columns) or (B, *space)."""

    def groups(self, encoded: Tensor) -> Tensor | None:
        """Give the column or node that each encoded element belongs to, (1, *encoded); None for images."""

    def refilled(self, encoded: Tensor, content: Tensor) -> Tensor:
        """Put other content into the structure of an encoded input."""

    def present(self, encoded: Tensor) -> Tensor | None:
        """Say which of the parts that `fold` gives are there, and not padding; None where all are."""


class Trunk(Protocol):
    """A part of a network that has inputs of its own."""

    @property
    def inputs(self) -> Encoder:
        """Its encoder."""

    def modules(self) -> Iterator[nn.Module]:
        """All modules inside."""


class Head(Protocol):
    """A task's module."""

    def explained(self, output: Tensor) -> Tensor:
        """Give the number of each record that is explained, (B,)."""

    def truth(self, batch: Mapping[str, Tensor]) -> np.ndarray:
        """Give the target of each record."""


class Network(Protocol):
    """What an explanation asks of a network."""

    @property
    def tasks(self) -> Mapping[str, Head]:
        """The tasks' modules by name."""

    @property
    def trunks(self) -> Mapping[str, Trunk]:
        """The trunks by name."""

    @property
    def layers(self) -> Mapping[str, nn.Module]:
        """The published layers by name, in order."""

    def encode(self, batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Encode a batch for each trunk."""

    def represent(self, encoded: Mapping[str, Tensor]) -> Tensor:
        """Pass encoded inputs through the trunks."""

    def heads(self, representation: Tensor) -> dict[str, Tensor]:
        """Give each task's output."""

    def parameters(self) -> Iterator[nn.Parameter]:
        """All weights."""

    def modules(self) -> Iterator[nn.Module]:
        """All modules inside, itself first."""


class Explained:
    """The explained number of each record, as a function of the encoded inputs.

    Which class it speaks of, or which pixels, is settled once, by the prediction for the records as they are;
    otherwise hiding the evidence for one class would explain another. `choice` holds that: the weight of each
    output, with which the number is a weighted sum of the outputs.
    """

    def __init__(self, model: Network, batch: Mapping[str, Tensor], task: str) -> None:
        self.model = model
        self.task = task
        self._batch = batch
        with torch.no_grad():
            encoded = model.encode(batch)
            output = model.heads(model.represent(encoded))[task]
        self.names = tuple(encoded)
        self.inputs = tuple(x.detach().requires_grad_() for x in encoded.values())
        output = output.detach().requires_grad_()
        (self.choice,) = torch.autograd.grad(model.tasks[task].explained(output).sum(), output)

    def __call__(self, *tensors: Tensor) -> Tensor:
        """Score encoded inputs, in the order of `names`, followed by the choice: (B,)."""
        *inputs, choice = tensors
        encoded = dict(zip(self.names, inputs, strict=True))
        output = self.model.heads(self.model.represent(encoded))[self.task]
        return (output * choice).flatten(1).sum(1)

    def baselines(self, kind: Literal["mean", "zero"]) -> tuple[Tensor, ...]:
        """Encode records without content: the training set's mean, which encoders put at 0, or raw zeros.

        What gives a record its structure, such as the bonds of a molecule, stays.
        """
        content = [torch.zeros_like(x) for x in self.inputs]
        with torch.no_grad():
            if kind == "zero":
                empty = self.model.encode({name: torch.zeros_like(values) for name, values in self._batch.items()})
                content = [empty[name] for name in self.names]
            pairs = zip(self.names, self.inputs, content, strict=True)
            return tuple(self.model.trunks[name].inputs.refilled(x, values) for name, x, values in pairs)

    def fold(self, name: str, attribution: Tensor) -> Tensor:
        """Sum a trunk's attribution over what encodes a column or a pixel."""
        return self.model.trunks[name].inputs.fold(attribution)

    def folded(self, attributions: Iterable[Tensor]) -> dict[str, Tensor]:
        """Sum attributions, one a trunk, over what encodes a column or a pixel."""
        return {name: self.fold(name, each) for name, each in zip(self.names, attributions, strict=True)}

    def without_padding(self, attributions: dict[str, Tensor]) -> dict[str, Tensor]:
        """Put NaN where a record has no part: what is only padding was not explained."""
        for name, x in zip(self.names, self.inputs, strict=True):
            present = self.model.trunks[name].inputs.present(x)
            if present is not None:
                attributions[name] = attributions[name].masked_fill(~present, torch.nan)
        return attributions

    def lengths(self, gradients: Iterable[Tensor]) -> dict[str, Tensor]:
        """Give the length of the gradients, one a trunk, over what encodes a column or a pixel."""
        return {name: squares.sqrt() for name, squares in self.folded(g.square() for g in gradients).items()}


Attribute = Callable[[Explained], dict[str, Tensor]]
"""A way to explain a few records: arrays by trunk, and whatever else it measures, a row a record."""


def explanations(
    model: Network,
    batch: Mapping[str, Tensor],
    attribute: Attribute,
    *,
    task: str,
    chunk: int,
    sanity: bool,
    shuffles: int,
) -> dict[str, np.ndarray]:
    """Explain a batch, `chunk` records at a time, and check the explanation against shuffled weights.

    Returns the arrays of `attribute` over all records and, with `sanity`, a scalar of that name: the mean
    rank correlation with the explanations of `shuffles` networks of shuffled weights. The same seed gives the
    same result, and the network is left as it was.
    """
    with evaluating(model), repeatable():
        arrays = _in_chunks(model, batch, attribute, task, chunk)
        if sanity:
            found = {name: values for name, values in arrays.items() if name in model.trunks}
            others = (_in_chunks(shuffled(model), batch, attribute, task, chunk) for _ in range(shuffles))
            arrays["sanity"] = np.array(np.mean([rank_correlation(found, other) for other in others]))
    return arrays


def _in_chunks(
    model: Network, batch: Mapping[str, Tensor], attribute: Attribute, task: str, chunk: int
) -> dict[str, np.ndarray]:
    with torch.enable_grad():
        explained = (Explained(model, part, task) for part in chunks(batch, chunk))
        parts = [each.without_padding(attribute(each)) for each in explained]
    return {name: torch.cat([part[name] for part in parts]).detach().float().cpu().numpy() for name in parts[0]}


def chunks(batch: Mapping[str, Tensor], size: int) -> Iterator[dict[str, Tensor]]:
    """Cut a batch into batches of at most `size` records."""
    pieces = (torch.split(values, size) for values in batch.values())
    for part in zip(*pieces, strict=True):
        yield dict(zip(batch, part, strict=True))


def shuffled(model: Network) -> Network:
    """Copy a network and put the numbers of each of its weights in a random order."""
    other = copy.deepcopy(model)
    with torch.no_grad():
        for weight in other.parameters():
            order = torch.randperm(weight.numel()).to(weight.device)
            weight.copy_(weight.flatten()[order].view_as(weight))
    return other


@contextmanager
def evaluating(model: Network) -> Iterator[None]:
    """Switch dropout off and hold the norms still; afterwards every module is in the mode it was in."""
    modes = [(module, module.training) for module in model.modules()]
    for module, _ in modes:
        module.training = False
    try:
        yield
    finally:
        for module, mode in modes:
            module.training = mode


@contextmanager
def repeatable() -> Iterator[None]:
    """Draw random numbers from the run's seed, anew each time, without touching what others draw."""
    with torch.random.fork_rng(devices=[]):
        # the generator of the CPU alone: no explanation draws on another device
        torch.default_generator.manual_seed(torch.initial_seed())
        yield


def find_layer(model: Network, name: str) -> nn.Module:
    """Find a published layer; raises ValueError when there is none of that name."""
    if name not in model.layers:
        raise ValueError(f"no layer `{name}`: expected one of {', '.join(model.layers)}")
    return model.layers[name]


def trunk_of(model: Network, layer: str) -> str:
    """Name the trunk that a published layer belongs to; raises ValueError when it stands outside of all."""
    module = find_layer(model, layer)
    for name, trunk in model.trunks.items():
        if any(module is part for part in trunk.modules()):
            return name
    raise ValueError(f"layer `{layer}` is in none of the trunks {', '.join(model.trunks)}: choose one that is")

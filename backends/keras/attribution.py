"""What attributions share: one number a record as a function of the encoded input, and a sanity check.

The sanity check is the weight randomisation of Adebayo et al., Sanity Checks for Saliency Maps, 2018: an
explanation of what a network has learned must change when its weights are shuffled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

import numpy as np
from keras import ops

from scic.backends.keras.gradients import gradient
from scic.backends.keras.placement import placement
from scic.backends.keras.tensor import Batch, Tensor
from scic.backends.shared.attribution_figure import rank_correlation

Arrays = dict[str, np.ndarray]


class Scored:
    """A network and a task: the explained number of each record, and its gradients.

    Which class the number speaks of, or which pixels, is settled once for a batch, by the prediction for the records
    as they are; otherwise hiding the evidence for one class would explain another. `choice` holds that: the weight of
    each output, with which the number is a weighted sum of the outputs.
    """

    def __init__(self, model: Any, task: str) -> None:
        self.model, self.task = model, task
        self.names = tuple(model.trunks)
        self.choice = gradient(model.tasks[task].explained, model.variables)
        self.gradients = gradient(self.score, model.variables, len(self.names))
        self._of_layers: dict[str, Callable[..., Any]] = {}

    def score(self, *tensors: Tensor) -> Tensor:
        """Score encoded inputs, in the order of `names`, followed by the choice: (B,)."""
        *inputs, choice = tensors
        return self._weigh(self.output(inputs), choice)

    def output(self, inputs: Iterable[Tensor], replaced: Batch | None = None) -> Tensor:
        """What the task gives for encoded inputs."""
        encoded = dict(zip(self.names, inputs, strict=True))
        return self.model.heads(self.model.represent(encoded, False, replaced))[self.task]

    def layer_gradient(self, layer: str) -> Callable[..., Any]:
        """The gradient for the activation of a layer, as a function of that, the inputs and the choice."""

        def score(activation: Tensor, *tensors: Tensor) -> Tensor:
            *inputs, choice = tensors
            return self._weigh(self.output(inputs, {layer: activation}), choice)

        if layer not in self._of_layers:
            self._of_layers[layer] = gradient(score, self.model.variables)
        return self._of_layers[layer]

    def _weigh(self, output: Tensor, choice: Tensor) -> Tensor:
        return ops.sum(ops.reshape(output * choice, (output.shape[0], -1)), axis=1)


class Explained:
    """A batch under explanation: its encoded inputs, (B, *shape) by trunk, and functions of such inputs as arrays."""

    def __init__(self, scored: Scored, batch: Batch, random: np.random.Generator) -> None:
        self.scored, self.random = scored, random
        self.model, self.names = scored.model, scored.names
        self._batch = batch
        encoded = self.model.encode(batch)
        self._tensors = tuple(encoded[name] for name in self.names)
        self.inputs = tuple(ops.convert_to_numpy(tensor) for tensor in self._tensors)
        (self._choice,) = scored.choice(scored.output(self._tensors))

    def score(self, *inputs: np.ndarray) -> np.ndarray:
        """The explained number of each record, (B,)."""
        found: np.ndarray = ops.convert_to_numpy(self.scored.score(*_tensors(inputs), self._choice))
        return found

    def gradients(self, *inputs: np.ndarray) -> list[np.ndarray]:
        """Its gradient at each of the inputs."""
        return [ops.convert_to_numpy(found) for found in self.scored.gradients(*_tensors(inputs), self._choice)]

    def at_layer(self, layer: str) -> tuple[str, np.ndarray, np.ndarray]:
        """The trunk of a published layer, what the layer gives, and the gradient at that.

        Raises ValueError when there is no layer of that name.
        """
        activations = self.model.activations(dict(zip(self.names, self._tensors, strict=True)))
        if layer not in activations:
            raise ValueError(f"no layer `{layer}`: expected one of {', '.join(activations)}")
        activation = activations[layer]
        (found,) = self.scored.layer_gradient(layer)(activation, *self._tensors, self._choice)
        # where several are joined, a layer bears the name of its trunk in front
        trunk = layer.split(".")[0] if len(self.names) > 1 else self.names[0]
        return trunk, ops.convert_to_numpy(activation), ops.convert_to_numpy(found)

    def baselines(self, kind: Literal["mean", "zero"]) -> list[np.ndarray]:
        """Encode records without content: the training set's mean, which encoders put at 0, or raw zeros.

        What gives a record its structure, such as the bonds of a molecule, stays.
        """
        content = [np.zeros_like(x) for x in self.inputs]
        if kind == "zero":
            empty = self.model.encode({name: ops.zeros_like(values) for name, values in self._batch.items()})
            content = [ops.convert_to_numpy(empty[name]) for name in self.names]
        pairs = zip(self.names, self.inputs, content, strict=True)
        return [self.model.trunks[name].inputs.refilled(x, values) for name, x, values in pairs]

    def folded(self, attributions: Iterable[np.ndarray]) -> Arrays:
        """Sum attributions, one a trunk, over what encodes a column or a pixel."""
        pairs = zip(self.names, attributions, strict=True)
        return {name: self.model.trunks[name].inputs.fold(each) for name, each in pairs}

    def without_padding(self, attributions: Arrays) -> Arrays:
        """Put NaN where a record has no part: what is only padding was not explained."""
        for name, x in zip(self.names, self.inputs, strict=True):
            present = self.model.trunks[name].inputs.present(x)
            if present is not None:
                attributions[name] = np.where(present, attributions[name], np.nan)
        return attributions

    def lengths(self, gradients: Iterable[np.ndarray]) -> Arrays:
        """Give the length of the gradients, one a trunk, over what encodes a column or a pixel."""
        return {name: np.sqrt(squares) for name, squares in self.folded(each**2 for each in gradients).items()}


Attribute = Callable[[Explained], Arrays]
"""A way to explain a few records: arrays by trunk, and whatever else it measures, a row a record."""


def explanations(
    model: Any, batch: Batch, attribute: Attribute, *, task: str, chunk: int, sanity: bool, shuffles: int
) -> Arrays:
    """Explain a batch, `chunk` records at a time, and check the explanation against shuffled weights.

    Returns the arrays of `attribute` over all records and, with `sanity`, a scalar of that name: the mean
    rank correlation with the explanations of `shuffles` networks of shuffled weights. The same seed gives the
    same result, and the network is left as it was.
    """
    random = np.random.default_rng(model.seed)

    def explain() -> Arrays:
        explained = (Explained(scored, part, random) for part in chunks(batch, chunk))
        parts = [each.without_padding(attribute(each)) for each in explained]
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    with placement(model.accelerator):
        scored = Scored(model, task)
        arrays = explain()
        if sanity:
            found = {name: values for name, values in arrays.items() if name in model.trunks}
            correlations = []
            for _ in range(shuffles):
                with shuffled(model, random):
                    correlations.append(rank_correlation(found, explain()))
            arrays["sanity"] = np.array(np.mean(correlations))
    return arrays


def chunks(batch: Mapping[str, Tensor], size: int) -> Iterator[Batch]:
    """Cut a batch into batches of at most `size` records."""
    for start in range(0, len(next(iter(batch.values()))), size):
        yield {name: values[start : start + size] for name, values in batch.items()}


@contextmanager
def shuffled(model: Any, random: np.random.Generator) -> Iterator[None]:
    """Put the numbers of each of a network's weights in a random order, for a while."""
    before = [ops.convert_to_numpy(weight.value) for weight in model.trainable_variables]
    try:
        for weight, values in zip(model.trainable_variables, before, strict=True):
            weight.assign(random.permutation(values.reshape(-1)).reshape(values.shape))
        yield
    finally:
        for weight, values in zip(model.trainable_variables, before, strict=True):
            weight.assign(values)


def _tensors(arrays: Iterable[np.ndarray]) -> list[Tensor]:
    return [ops.convert_to_tensor(array) for array in arrays]

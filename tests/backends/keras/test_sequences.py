"""Sequences and the recurrent network on Keras: the same numbers as in PyTorch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pandas as pd
import pytest
import torch
from equivalence import array, assert_exported_for_any_number, tensors, trained

from scic.backends.components.field.sequence.keras import SequenceInput
from scic.backends.components.field.sequence.pytorch import SequenceInput as OriginalInput
from scic.backends.components.field.sequence.shared import encode_sequence, measure_sequence
from scic.backends.components.model.lstm.component import Lstm
from scic.backends.components.model.lstm.keras import Lstm as Network
from scic.backends.components.model.lstm.pytorch import Lstm as Original
from scic.compiler.catalogue.ports import Tokens, Vector

SEQUENCES = pd.Series(["ACGTACCA", "GG", "T", "CATTAG", "NNA"], name="bases")
FACTS = measure_sequence(SEQUENCES, alphabet="dna", length=None, unknown="mask", end=False)
BATCH = {"bases": encode_sequence(SEQUENCES, FACTS)}
cells = pytest.mark.parametrize("cell", ["lstm", "gru"])
positions = pytest.mark.parametrize("positions", [False, True])
pools = pytest.mark.parametrize("pool", ["attention", "mean", "max", None])
GATES = {"lstm": [0, 1, 2, 3], "gru": [1, 0, 2]}
"""Where each gate of Keras is in PyTorch."""


def build(backend: str, **settings: Any) -> tuple[Lstm, Any]:
    keras.utils.set_random_seed(0)
    torch.manual_seed(0)
    component = Lstm(**{"width": 6, "depth": 2} | settings)
    inputs = (SequenceInput if backend == "keras" else OriginalInput)(FACTS, "bases")
    network = Network if backend == "keras" else Original
    return component, network(inputs, **component.model_dump(exclude={"inputs"}))


def copied(**settings: Any) -> tuple[Any, Any]:
    """A network of PyTorch, and one of Keras with its weights."""
    component, original = build("pytorch", **settings)
    copy, cell = build("keras", **settings)[1], component.cell
    for number, step in enumerate(original.steps):
        for ours, theirs in ((copy.ahead[number], step.ahead), (copy.back[number], step.back)):
            names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
            kernel, recurrent, first, second = (turned(getattr(theirs, name), cell) for name in names)
            biases = np.stack([first, second]) if cell == "gru" else first + second
            ours.set_weights([kernel.T, recurrent.T, biases])
    if original.embedding is not None:
        letters = original.embedding.letters
        copy.embedding.letters.set_weights([letters.weight.detach().numpy().T, letters.bias.detach().numpy()])
        copy.embedding.places.assign(original.embedding.places.detach().numpy())
    if component.pool == "attention":
        for ours, theirs in ((copy.hidden, original.features.score[0]), (copy.score, original.features.score[2])):
            ours.set_weights([theirs.weight.detach().numpy().T, theirs.bias.detach().numpy()])
    return original.eval(), copy


def turned(weight: torch.Tensor, cell: str) -> np.ndarray:
    """The gates of a recurrent unit in the order of Keras."""
    gates = np.split(weight.detach().numpy(), len(GATES[cell]))
    return np.concatenate([gates[place] for place in GATES[cell]])


def test_sequences_are_encoded_as_in_pytorch() -> None:
    inputs, original = SequenceInput(FACTS, "bases"), OriginalInput(FACTS, "bases")
    encoded = array(inputs(BATCH))
    np.testing.assert_array_equal(encoded, array(original(tensors(BATCH))))
    assert (inputs.shape, inputs.size, inputs.names) == (original.shape, original.size, original.names)
    there, noise = torch.tensor(encoded), np.random.default_rng(0).normal(size=encoded.shape).astype("float32")
    np.testing.assert_array_equal(inputs.groups(encoded), original.groups(there).numpy())
    np.testing.assert_array_equal(inputs.present(encoded), original.present(there).numpy())
    np.testing.assert_array_equal(inputs.refilled(encoded, noise), original.refilled(there, torch.tensor(noise)))
    np.testing.assert_allclose(inputs.fold(noise), original.fold(torch.tensor(noise)), rtol=1e-4, atol=1e-4)


@cells
@pools
@positions
def test_the_same_weights_give_the_same_numbers(cell: str, pool: str | None, positions: bool) -> None:
    original, copy = copied(cell=cell, pool=pool, positions=positions)
    with torch.no_grad():
        expected = original(tensors(BATCH)).numpy()
    np.testing.assert_allclose(array(copy(BATCH)), expected, rtol=1e-4, atol=1e-5)


@pools
@positions
def test_both_have_the_same_layers(pool: str | None, positions: bool) -> None:
    component, copy = build("keras", pool=pool, positions=positions)
    _, original = build("pytorch", pool=pool, positions=positions)
    activations = copy.activations(copy.inputs(BATCH))
    layers = {layer.name: layer.port for layer in component.layers(Tokens())}
    assert list(activations) == list(layers) == list(original.layers)
    for layer, port in layers.items():
        expected = (5, port.size) if isinstance(port, Vector) else (5, 8, port.size)
        assert tuple(activations[layer].shape) == expected


@positions
def test_both_have_as_many_weights(positions: bool) -> None:
    """Of a GRU; the two biases of an LSTM's gates are one in Keras."""
    ours, theirs = (build(name, cell="gru", positions=positions)[1] for name in ("keras", "pytorch"))
    assert trained(ours) == trained(theirs)


@cells
@positions
def test_exported_it_reads_any_number_of_records(cell: str, positions: bool, tmp_path: Path) -> None:
    network = build("keras", cell=cell, depth=1, positions=positions)[1]
    assert_exported_for_any_number(network, BATCH, 2, tmp_path / "model.onnx")


def test_a_sequence_longer_than_any_in_training_is_read_alike() -> None:
    original, copy = copied(cell="gru", pool="attention", positions=True)
    longer = {"bases": encode_sequence(pd.Series(["ACGTACCATTT"], name="bases"), FACTS)}
    with torch.no_grad():
        expected = original(tensors(longer)).numpy()
    np.testing.assert_allclose(array(copy(longer)), expected, rtol=1e-4, atol=1e-5)


@pools
def test_padding_changes_nothing(pool: str | None) -> None:
    network = build("keras", pool=pool)[1]
    together = array(network(BATCH))
    for row, sequence in enumerate(SEQUENCES):
        alone = array(network({"bases": BATCH["bases"][row : row + 1, : len(sequence)]}))[0]
        found = together[row] if pool is not None else together[row, : len(sequence)]
        np.testing.assert_allclose(found, alone, rtol=1e-4, atol=1e-5)

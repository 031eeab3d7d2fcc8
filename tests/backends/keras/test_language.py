"""Language modelling on Keras: the same numbers as in PyTorch, and nothing known of what follows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch
from equivalence import array, assert_exported_for_any_number, tensors, trained

from scic.backends.components.field.sequence.keras import SequenceInput
from scic.backends.components.field.sequence.pytorch import SequenceInput as OriginalInput
from scic.backends.components.field.sequence.shared import encode_sequence, measure_sequence
from scic.backends.components.loss.cross_entropy.keras import cross_entropy
from scic.backends.components.loss.cross_entropy.pytorch import cross_entropy as original_loss
from scic.backends.components.model.transformer_decoder.component import TransformerDecoder
from scic.backends.components.model.transformer_decoder.keras import TransformerDecoder as Network
from scic.backends.components.model.transformer_decoder.pytorch import TransformerDecoder as Original
from scic.backends.components.task.language_modelling.keras import LanguageModelling
from scic.backends.components.task.language_modelling.pytorch import LanguageModelling as OriginalTask
from scic.compiler.catalogue.ports import Tokens

TEXTS = pd.Series(["to be or", "not to b", "e, that "], name="text")
FACTS = measure_sequence(TEXTS, alphabet="characters", length=8, unknown="mask", end=False)
BATCH = {"text": encode_sequence(TEXTS, FACTS)}
SETTINGS: dict[str, Any] = {"width": 12, "depth": 2, "heads": 3, "dropout": 0.0}


@pytest.fixture
def original() -> Any:
    torch.manual_seed(0)
    return Original(OriginalInput(FACTS, "text"), **SETTINGS).eval()


@pytest.fixture
def copy(original: Any) -> Any:
    """A network of Keras with the weights of one of PyTorch."""
    network = Network(SequenceInput(FACTS, "text"), **SETTINGS)
    pairs = [(network.embedding.letters, original.embedding.letters), (network.features, original.features)]
    for ours, theirs in zip(network.blocks, original.blocks, strict=True):
        names = ("before_attention", "before_network", "questions", "joined")
        pairs += [(getattr(ours, name), getattr(theirs, name)) for name in names]
        pairs += [(ours.wider, theirs.network[0]), (ours.narrower, theirs.network[2])]
    for ours, theirs in pairs:
        ours.set_weights([weights(theirs.weight).T, weights(theirs.bias)])
    network.embedding.places.assign(weights(original.embedding.places))
    return network


def weights(tensor: torch.Tensor) -> np.ndarray:
    return tensor.detach().numpy()


def test_the_same_weights_give_the_same_numbers(original: Any, copy: Any) -> None:
    assert trained(copy) == trained(original)
    with torch.no_grad():
        expected = original(tensors(BATCH)).numpy()
    np.testing.assert_allclose(array(copy(BATCH)), expected, rtol=1e-4, atol=1e-5)


def test_it_publishes_the_layers_that_can_be_named(copy: Any) -> None:
    component = TransformerDecoder(**SETTINGS)
    activations = copy.activations(copy.inputs(BATCH))
    assert list(activations) == [layer.name for layer in component.layers(Tokens())]
    assert {tuple(each.shape) for each in activations.values()} == {(3, 8, 12)}


def test_no_place_knows_what_follows_it(copy: Any) -> None:
    changed = BATCH["text"].copy()
    changed[:, 5] = 2
    assert (changed != BATCH["text"]).any()
    moved = np.abs(array(copy({"text": changed})) - array(copy(BATCH))).max(axis=(0, 2))
    assert moved[:5].max() == 0
    assert moved[5:].min() > 0


def test_a_letter_costs_what_it_costs_in_pytorch() -> None:
    ours = LanguageModelling(12, FACTS, field="text", losses=[(1.0, lambda *a, **k: cross_entropy(*a, **k, **PLAIN))])
    theirs = OriginalTask(12, FACTS, field="text", losses=[(1.0, lambda *a, **k: original_loss(*a, **k, **PLAIN))])
    ours.head.set_weights([weights(theirs.head.weight).T, weights(theirs.head.bias)])
    steps = np.random.default_rng(0).normal(size=(3, 8, 12)).astype("float32")
    codes = BATCH["text"].copy()
    codes[1, 6:], steps[1, 6:] = 0, 0  # a record that is shorter
    batch = {"text": codes}
    output, expected = ours(steps), theirs(torch.tensor(steps))
    np.testing.assert_allclose(
        array(ours.loss(output, batch)), weights(theirs.loss(expected, tensors(batch))), rtol=1e-4
    )
    told, known = ours.decode(output), theirs.decode(expected)
    np.testing.assert_allclose(told["log_probabilities"], known["log_probabilities"], rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(array(ours.explained(output)), weights(theirs.explained(expected)), rtol=1e-4)


PLAIN: dict[str, Any] = {"label_smoothing": 0.0}


def test_exported_it_reads_any_number_of_records(tmp_path: Path, copy: Any) -> None:
    assert_exported_for_any_number(copy, BATCH, 2, tmp_path / "model.onnx")

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import torch

from scic.backends.components.field.sequence.pytorch import SequenceInput
from scic.backends.components.field.sequence.shared import encode_sequence, measure_sequence
from scic.backends.components.model.lstm.component import Lstm
from scic.backends.components.model.lstm.pytorch import Lstm as Recurrent
from scic.backends.components.model.transformer_decoder.component import TransformerDecoder
from scic.backends.components.model.transformer_decoder.pytorch import TransformerDecoder as Network
from scic.backends.components.task.language_modelling.pytorch import LanguageModelling
from scic.backends.pytorch.objective import record_mean
from scic.compiler.catalogue.ports import Steps, Tokens

TEXTS = pd.Series(["the cat ", "a dog", "to be or"], name="text")
FACTS = measure_sequence(TEXTS, alphabet="characters", length=None, unknown="mask", end=False)
BATCH = {"text": torch.from_numpy(encode_sequence(TEXTS, FACTS))}


def surprise(output: torch.Tensor, target: torch.Tensor, **options: Any) -> torch.Tensor:
    each = torch.nn.functional.cross_entropy(output, target.clamp(min=0), reduction="none")
    return record_mean(each, target >= 0)


def causal(kind: str) -> torch.nn.Module:
    torch.manual_seed(0)
    inputs = SequenceInput(FACTS, "text")
    if kind == "lstm":
        settings = Lstm(width=8, bidirectional=False, pool=None).model_dump(exclude={"inputs"})
        return Recurrent(inputs, **settings).eval()
    return Network(inputs, width=16, depth=2, heads=4, dropout=0.1).eval()


@pytest.mark.parametrize("kind", ["lstm", "transformer_decoder"])
def test_a_later_letter_changes_nothing_before_it(kind: str) -> None:
    network = causal(kind)
    other = {"text": BATCH["text"].clone()}
    other["text"][:, 4] = 3
    before, after = network(BATCH), network(other)
    torch.testing.assert_close(before[:, :4], after[:, :4])
    assert not torch.allclose(before[:, 4:], after[:, 4:])


def test_padding_changes_nothing() -> None:
    network = causal("transformer_decoder")
    alone = network({"text": BATCH["text"][1:2, :5]})
    torch.testing.assert_close(network(BATCH)[1, :5], alone[0])


def test_ports_are_what_the_network_gives() -> None:
    component = TransformerDecoder(width=16, depth=2, heads=4)
    network = causal("transformer_decoder")
    assert component.gives(Tokens()) == Steps(16, causal=True)
    assert network(BATCH).shape == (3, 8, 16)
    assert [layer.name for layer in component.layers(Tokens())] == list(network.layers)


def test_padding_is_not_learnt_and_every_weight_is() -> None:
    network = causal("transformer_decoder")
    task = LanguageModelling(16, FACTS, field="text", losses=[(1.0, surprise)])
    loss = task.loss(task(network(BATCH)), BATCH)
    loss.backward()
    assert all(weight.grad is not None and weight.grad.abs().sum() > 0 for weight in network.parameters())
    longer = {"text": torch.nn.functional.pad(BATCH["text"][:, :-1], (0, 1))}
    assert torch.isfinite(task.loss(task(network(longer)), longer))


@pytest.mark.parametrize("kind", ["lstm", "transformer_decoder"])
def test_what_is_explained_is_the_last_letter_that_is_there(kind: str) -> None:
    network = causal(kind)
    task = LanguageModelling(network.size, FACTS, field="text", losses=())
    output = task(network(BATCH))
    last = [len(text) - 1 for text in TEXTS]
    assert task.explained(output).tolist() == [output[row, place - 1].max() for row, place in enumerate(last)]

"""The recurrent network: what it gives, that padding does not count, and that it reads both ways."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import torch
from torch import Tensor

from scic.backends.components.field.sequence.pytorch import SequenceInput
from scic.backends.components.field.sequence.shared import encode_sequence, measure_sequence
from scic.backends.components.model.lstm.component import Lstm
from scic.backends.components.model.lstm.pytorch import Lstm as Network
from scic.compiler.catalogue.ports import Tokens, Vector

SEQUENCES = pd.Series(["ACGTACCA", "GG", "T", "CATTAG"], name="bases")
FACTS = measure_sequence(SEQUENCES, alphabet="dna", length=None, unknown="mask")
POOLS = ("attention", "mean", "max", None)
cells = pytest.mark.parametrize("cell", ["lstm", "gru"])
pools = pytest.mark.parametrize("pool", POOLS)


def build(**settings: Any) -> tuple[Lstm, Network]:
    """The described and the real network, which no dropout disturbs."""
    torch.manual_seed(0)
    component = Lstm(**{"width": 6, "depth": 2} | settings)
    made = Network(SequenceInput(FACTS, "bases"), **component.model_dump(exclude={"inputs"}))
    return component, made.eval()


def batch(sequences: pd.Series = SEQUENCES, room: int = 0) -> dict[str, Tensor]:
    facts = FACTS | {"length": max(room, FACTS["length"])}
    return {"bases": torch.from_numpy(encode_sequence(sequences, facts))}


@cells
@pools
@pytest.mark.parametrize("bidirectional", [True, False])
def test_ports_are_what_the_network_gives(cell: str, pool: str | None, bidirectional: bool) -> None:
    component, network = build(cell=cell, pool=pool, bidirectional=bidirectional)
    seen: dict[str, Tensor] = {}
    for layer, module in network.layers.items():
        module.register_forward_hook(lambda _, __, output, layer=layer: seen.setdefault(layer, output))
    given = network(batch())
    ports = {layer.name: layer.port for layer in component.layers(Tokens())}
    assert list(ports) == list(network.layers) == list(seen)
    for layer, port in ports.items():
        assert tuple(seen[layer].shape) == ((4, port.size) if isinstance(port, Vector) else (4, 8, port.size))
    assert given.shape == seen["features"].shape
    assert network.size == component.gives(Tokens()).size


@cells
@pools
def test_padding_changes_nothing(cell: str, pool: str | None) -> None:
    _, network = build(cell=cell, pool=pool)
    with torch.no_grad():
        before, after = network(batch()), network(batch(room=20))
        alone = network(batch(SEQUENCES[1:2], room=2))
    if pool is None:
        assert not after[:, 8:].any() and not after[1, 2:].any()
        after = after[:, :8]
    torch.testing.assert_close(after, before)
    torch.testing.assert_close(alone, before[1:2])


@cells
def test_it_reads_each_sequence_from_its_own_end_too(cell: str) -> None:
    """With the same weights either way, a sequence turned about gives the places turned about."""
    _, network = build(cell=cell, pool=None, depth=1)
    step = network.steps[0]
    step.back.load_state_dict(step.ahead.state_dict())
    with torch.no_grad():
        given, turned = network(batch()), network(batch(SEQUENCES.str[::-1]))
    for row, text in enumerate(SEQUENCES):
        ahead, back = given[row, : len(text)].chunk(2, dim=-1)
        torch.testing.assert_close(turned[row, : len(text)].flip(0), torch.cat([back, ahead], dim=-1))


@cells
def test_one_direction_knows_nothing_of_what_comes(cell: str) -> None:
    changed = pd.Series(["ACGTACGG"], name="bases")
    for bidirectional in (False, True):
        component, network = build(cell=cell, pool=None, bidirectional=bidirectional)
        with torch.no_grad():
            first, second = network(batch(SEQUENCES[:1])), network(batch(changed))
        assert torch.allclose(first[:, :6], second[:, :6]) != bidirectional
        assert component.gives(Tokens()).causal != bidirectional


@cells
@pools
def test_every_weight_learns_and_sequences_of_one_letter_do_no_harm(cell: str, pool: str | None) -> None:
    _, network = build(cell=cell, pool=pool)
    (network(batch()) * torch.arange(1, 13)).square().sum().backward()
    assert all(weight.grad is not None and weight.grad.isfinite().all() for weight in network.parameters())
    # a score for all places alike changes no weight among them
    same = {"features.score.2.bias"}
    assert all(weight.grad.abs().sum() > 0 for name, weight in network.named_parameters() if name not in same)
    assert network(batch(pd.Series(["A", "C"], name="bases"))).isfinite().all()

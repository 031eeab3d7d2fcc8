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
FACTS = measure_sequence(SEQUENCES, alphabet="dna", length=None, unknown="mask", end=False)
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


@pytest.mark.parametrize("positions", [False, True])
def test_only_a_network_with_positions_knows_where_a_letter_stands(positions: bool) -> None:
    """With weights that remember nothing, a letter is the same wherever it stands, unless it is told its place."""
    component, network = build(depth=1, pool=None, positions=positions, bidirectional=False)
    assert [layer.name for layer in component.layers(Tokens())] == ["embedding", "layer1", "features"][not positions :]
    with torch.no_grad():
        network.steps[0].ahead.weight_hh_l0.zero_()
        network.steps[0].ahead.bias_ih_l0[6:12] = -99  # the forget gate: closed
        same = network(batch(pd.Series(["AAAAAAAA"], name="bases")))[0]
    assert torch.allclose(same[0], same[5], atol=1e-6) != positions


@cells
def test_positions_leave_padding_what_it_is(cell: str) -> None:
    _, network = build(cell=cell, positions=True)
    with torch.no_grad():
        before, after = network(batch()), network(batch(room=20))
        alone = network(batch(SEQUENCES[1:2], room=2))
    torch.testing.assert_close(after, before)
    torch.testing.assert_close(alone, before[1:2])


def test_a_sequence_longer_than_any_in_training_is_read_to_its_end() -> None:
    _, network = build(positions=True, pool=None)
    longer = pd.Series(["ACGTACCATTT"], name="bases")
    with torch.no_grad():
        embedded = network.embedding(network.inputs(batch(longer))[..., 1:])[0]
        assert network(batch(longer)).shape == (1, 11, 12)
    torch.testing.assert_close(embedded[8], embedded[10])
    assert not torch.allclose(embedded[8], network.embedding.letters(network.inputs(batch(longer))[0, 8, 1:]))


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
@pytest.mark.parametrize("positions", [False, True])
def test_every_weight_learns_and_sequences_of_one_letter_do_no_harm(
    cell: str, pool: str | None, positions: bool
) -> None:
    _, network = build(cell=cell, pool=pool, positions=positions)
    (network(batch()) * torch.arange(1, 13)).square().sum().backward()
    assert all(weight.grad is not None and weight.grad.isfinite().all() for weight in network.parameters())
    # a score for all places alike changes no weight among them
    same = {"features.score.2.bias"}
    assert all(weight.grad.abs().sum() > 0 for name, weight in network.named_parameters() if name not in same)
    assert network(batch(pd.Series(["A", "C"], name="bases"))).isfinite().all()

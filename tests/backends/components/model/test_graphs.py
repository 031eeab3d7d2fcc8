"""Networks on graphs: what they give, and that neither the order of atoms nor padding counts."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch
from rdkit import Chem
from torch import Tensor, nn

from scic.backends.components.field.smiles.pytorch import SmilesInput
from scic.backends.components.field.smiles.shared import encode_smiles, measure_smiles
from scic.backends.components.interpret.integrated_gradients.pytorch import explain as integrated_gradients
from scic.backends.components.interpret.occlusion.pytorch import explain as occlusion
from scic.backends.components.interpret.saliency.pytorch import explain as saliency
from scic.backends.components.model.gcn.pytorch import neighbor_weights
from scic.backends.components.task.regression.pytorch import Regression
from scic.compiler.catalogue.component import Model
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.ports import Molecule, Vector

SMILES = pd.Series(["CC(=O)Oc1ccccc1C(=O)O", "C", "C/C=C/C", "N#CC[C@H](N)C", "[NH4+]", "FC(Cl)Br"], name="smiles")
FACTS = measure_smiles(SMILES, radius=2, bits=64)
MODELS: dict[str, dict[str, Any]] = {
    "gcn": {"hidden": (8, 12), "normalization": "layer"},
    "mpnn": {"width": 12, "steps": 2, "edge_width": 4},
    "gat": {"hidden": (8, 12), "heads": 2},
}
POOLS = ("mean", "sum", "max")
every = pytest.mark.parametrize("name", MODELS)


def build(name: str, **settings: Any) -> tuple[Model, Any]:
    """The described and the real network, which no dropout disturbs."""
    torch.manual_seed(0)
    component = load("model", name)(**MODELS[name] | settings)
    assert isinstance(component, Model)
    network = getattr(importlib.import_module(f"scic.backends.components.model.{name}.pytorch"), name.title())
    made = network(SmilesInput(FACTS, "smiles"), **component.model_dump(exclude={"inputs"}))
    return component, made.eval()


def batch(smiles: pd.Series = SMILES, room: int = 0) -> dict[str, Tensor]:
    facts = FACTS | {"atoms": max(room, FACTS["atoms"])}
    return {"smiles": torch.from_numpy(encode_smiles(smiles, facts))}


def shuffled(smiles: pd.Series, seed: int) -> pd.Series:
    """The same molecules, their atoms written in another order."""
    random = np.random.default_rng(seed)
    molecules = [Chem.MolFromSmiles(text) for text in smiles]
    orders = [random.permutation(molecule.GetNumAtoms()).tolist() for molecule in molecules]
    turned = [Chem.RenumberAtoms(molecule, order) for molecule, order in zip(molecules, orders, strict=True)]
    return pd.Series([Chem.MolToSmiles(each, canonical=False) for each in turned], name=smiles.name)


@every
@pytest.mark.parametrize("pool", [*POOLS, None])
def test_ports_are_what_the_network_gives(name: str, pool: str | None) -> None:
    component, network = build(name, pool=pool)
    seen: dict[str, Tensor] = {}
    for layer, module in network.layers.items():
        module.register_forward_hook(lambda _, __, output, layer=layer: seen.setdefault(layer, output))
    given = network(batch())
    ports = {layer.name: layer.port for layer in component.layers(Molecule())}
    assert list(ports) == list(network.layers) == list(seen)
    for layer, port in ports.items():
        expected = (6, port.size) if isinstance(port, Vector) else (6, FACTS["atoms"], port.size)
        assert tuple(seen[layer].shape) == expected
    assert given.shape == seen["features"].shape
    assert network.size == component.gives(Molecule()).size


@every
@pytest.mark.parametrize("pool", POOLS)
def test_the_order_of_atoms_changes_nothing(name: str, pool: str) -> None:
    _, network = build(name, pool=pool)
    with torch.no_grad():
        before = network(batch())
        for seed in range(4):
            torch.testing.assert_close(network(batch(shuffled(SMILES, seed))), before, rtol=1e-4, atol=1e-5)


@every
@pytest.mark.parametrize("pool", [*POOLS, None])
def test_padding_changes_nothing(name: str, pool: str | None) -> None:
    _, network = build(name, pool=pool)
    with torch.no_grad():
        before, after = network(batch()), network(batch(room=40))
        alone = network(batch(SMILES[2:3]))
    if pool is None:
        assert not after[:, FACTS["atoms"] :].any()
        after = after[:, : FACTS["atoms"]]
    torch.testing.assert_close(after, before, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(alone, before[2:3], rtol=1e-4, atol=1e-5)


@every
def test_every_weight_learns_and_single_atoms_do_no_harm(name: str) -> None:
    _, network = build(name)
    network(batch()).square().sum().backward()
    assert all(weight.grad is not None and weight.grad.isfinite().all() for weight in network.parameters())
    assert all(weight.grad.abs().sum() > 0 for weight in network.parameters())
    single = pd.Series(["C", "[NH4+]"], name="smiles")
    assert network(batch(single)).isfinite().all()


def test_only_where_edges_are_read_the_kind_of_a_bond_counts() -> None:
    """A change of a bond's order alone, which no SMILES could make without changing its atoms."""
    for name, reads in (("gcn", False), ("gat", False), ("mpnn", True)):
        _, network = build(name)
        graph = network.inputs.unpack(network.inputs(batch(SMILES[2:3])))
        other = graph._replace(edges=graph.edges.roll(1, dims=-1))
        with torch.no_grad():
            first, second = (network.represent(network.inputs.pack(each)) for each in (graph, other))
        assert (not torch.allclose(first, second)) == reads


def test_a_bond_that_is_none_carries_nothing() -> None:
    """Two molecules in one record, as salts are written, know nothing of each other."""
    for name in MODELS:
        _, network = build(name, pool="sum")
        with torch.no_grad():
            together, one, other = network(batch(pd.Series(["CCO.C#N", "CCO", "C#N"], name="smiles")))
        torch.testing.assert_close(together, one + other, rtol=1e-4, atol=1e-5)


def test_neighbours_are_weighted_as_in_the_paper() -> None:
    inputs = SmilesInput(FACTS, "smiles")
    weights = neighbor_weights(inputs.unpack(inputs(batch(pd.Series(["CCC"], name="smiles")))))[0, :3, :3]
    a, b = 1 / 2, 1 / 6**0.5
    torch.testing.assert_close(weights, torch.tensor([[a, b, 0], [b, 1 / 3, b], [0, b, a]]))


class Net(nn.Module):
    """The emitted shape around a graph network."""

    def __init__(self, name: str) -> None:
        super().__init__()
        # a norm of next to nothing is as long as any other, so no path from nothing is smooth
        plain = {"normalization": None} if name == "gcn" else {}
        self.trunk = build(name, pool="sum", **plain)[1]
        facts = {"names": ["y"], "mean": [1.0], "std": [2.0]}
        self.tasks = nn.ModuleDict({"y": Regression(self.trunk.size, facts, field="y", losses=[])})

    @property
    def trunks(self) -> dict[str, nn.Module]:
        return {"net": self.trunk}

    @property
    def layers(self) -> dict[str, nn.Module]:
        return dict(self.trunk.layers)

    def encode(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        return {"net": self.trunk.inputs(batch)}

    def represent(self, encoded: dict[str, Tensor]) -> Tensor:
        return self.trunk.represent(encoded["net"])

    def heads(self, representation: Tensor) -> dict[str, Tensor]:
        return {"y": self.tasks["y"](representation)}


def explained(explain: Any, net: Net, **settings: Any) -> dict[str, np.ndarray]:
    return explain(net, batch(), task="y", chunk=4, sanity=True, shuffles=2, **settings)


@every
def test_contributions_of_atoms_add_up_to_the_difference_from_no_features(name: str) -> None:
    net = Net(name)
    found = explained(integrated_gradients, net, steps=48, baseline="mean")
    sizes = [Chem.MolFromSmiles(text).GetNumAtoms() for text in SMILES]
    assert (~np.isnan(found["net"])).sum(axis=1).tolist() == sizes
    assert np.abs(found["convergence"]).max() < 0.01
    assert -1 <= found["sanity"] <= 1
    encoded = net.encode(batch())["net"]
    empty = net.trunk.inputs.refilled(encoded, torch.zeros_like(encoded))
    with torch.no_grad():
        whole, none = (net.heads(net.represent({"net": each}))["y"][:, 0] for each in (encoded, empty))
    np.testing.assert_allclose(np.nansum(found["net"], axis=1), whole - none, atol=0.01)


@every
def test_both_beginnings_keep_the_bonds(name: str) -> None:
    net = Net(name)
    mean, zero = (explained(integrated_gradients, net, steps=8, baseline=kind)["net"] for kind in ("mean", "zero"))
    np.testing.assert_allclose(mean, zero)


@every
def test_hiding_an_atom_is_what_occlusion_does(name: str) -> None:
    net = Net(name)
    found = explained(occlusion, net, window=None, stride=None, baseline="mean")["net"]
    encoded = net.encode(batch())["net"]
    hidden = encoded.clone()
    hidden[:, 1] = net.trunk.inputs.refilled(encoded, torch.zeros_like(encoded))[:, 1]
    with torch.no_grad():
        whole, without = (net.heads(net.represent({"net": each}))["y"][:, 0] for each in (encoded, hidden))
    np.testing.assert_allclose(found[0, 1], (whole - without)[0], rtol=1e-3, atol=1e-5)
    assert np.isnan(found[1, 1])


def test_an_explanation_follows_the_atoms() -> None:
    """Equal atoms count alike: the two ends of butene, however it is written."""
    found = explained(saliency, Net("mpnn"))["net"][2]
    np.testing.assert_allclose(found[:2], found[3:1:-1], rtol=1e-4)

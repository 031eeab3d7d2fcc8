"""Networks on graphs are those of PyTorch for the same weights, and so are their explanations."""

from __future__ import annotations

import importlib
from typing import Any

import keras
import numpy as np
import onnxruntime
import pandas as pd
import pytest
import torch
from equivalence import array, tensors, trained
from torch import nn

from scic.backends.components.field.smiles.keras import SmilesInput
from scic.backends.components.field.smiles.pytorch import SmilesInput as OriginalInput
from scic.backends.components.field.smiles.shared import encode_smiles, measure_smiles
from scic.backends.components.interpret.integrated_gradients import keras as integrated_gradients
from scic.backends.components.interpret.integrated_gradients import pytorch as integrated_gradients_torch
from scic.backends.components.interpret.occlusion import keras as occlusion
from scic.backends.components.interpret.occlusion import pytorch as occlusion_torch
from scic.backends.components.interpret.saliency import keras as saliency
from scic.backends.components.interpret.saliency import pytorch as saliency_torch
from scic.backends.components.task.regression.keras import Regression
from scic.backends.components.task.regression.pytorch import Regression as OriginalRegression
from scic.backends.keras.onnx_export import export_onnx
from scic.compiler.catalogue.component import Model
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.ports import Molecule, Vector

SMILES = pd.Series(["CC(=O)Oc1ccccc1C(=O)O", "C", "C/C=C/C", "N#CC[C@H](N)C", "[NH4+]", "FC(Cl)Br"], name="smiles")
FACTS = measure_smiles(SMILES, radius=2, bits=64)
BATCH = {"smiles": encode_smiles(SMILES, FACTS)}
Y = {"names": ["y"], "mean": [1.0], "std": [2.0]}
MODELS: dict[str, dict[str, Any]] = {
    "gcn": {"hidden": (8, 12)},
    "mpnn": {"width": 12, "steps": 2, "edge_width": 4},
    "gat": {"hidden": (8, 12), "heads": 2},
}
every = pytest.mark.parametrize("name", MODELS)
pools = pytest.mark.parametrize("pool", ["mean", "sum", "max", None])


class Net(keras.Model):
    """The emitted shape around a graph network."""

    inputs = ("smiles",)
    accelerator, seed = "cpu", 3

    def __init__(self, trunk: Any) -> None:
        super().__init__(name="net", autocast=False)
        self.trunk = trunk
        self.tasks = {"y": Regression(trunk.size, Y, field="y", losses=[])}
        self.built = True

    @property
    def trunks(self) -> dict[str, Any]:
        return {"net": self.trunk}

    def encode(self, batch: Any) -> Any:
        return {"net": self.trunk.inputs(batch)}

    def represent(self, encoded: Any, training: bool | None = None, replaced: Any = None) -> Any:
        return self.trunk.represent(encoded["net"], training, replaced)

    def heads(self, representation: Any) -> Any:
        return {"y": self.tasks["y"](representation)}

    def call(self, batch: Any, training: bool | None = None) -> Any:
        return self.heads(self.represent(self.encode(batch), training))


class Original(nn.Module):
    """The same in PyTorch."""

    def __init__(self, trunk: Any) -> None:
        super().__init__()
        self.trunk = trunk
        self.tasks = nn.ModuleDict({"y": OriginalRegression(trunk.size, Y, field="y", losses=[])})

    @property
    def trunks(self) -> dict[str, Any]:
        return {"net": self.trunk}

    @property
    def layers(self) -> dict[str, nn.Module]:
        return dict(self.trunk.layers)

    def encode(self, batch: Any) -> Any:
        return {"net": self.trunk.inputs(batch)}

    def represent(self, encoded: Any) -> Any:
        return self.trunk.represent(encoded["net"])

    def heads(self, representation: Any) -> Any:
        return {"y": self.tasks["y"](representation)}


def build(name: str, backend: str, pool: str | None = "sum") -> tuple[Model, Any]:
    keras.utils.set_random_seed(0)
    torch.manual_seed(0)
    component = load("model", name)(**MODELS[name] | {"pool": pool})
    assert isinstance(component, Model)
    network = getattr(importlib.import_module(f"scic.backends.components.model.{name}.{backend}"), name.title())
    inputs = (SmilesInput if backend == "keras" else OriginalInput)(FACTS, "smiles")
    return component, network(inputs, **component.model_dump(exclude={"inputs"}))


def copied(name: str, pool: str | None = "sum") -> tuple[Any, Any]:
    """A network of PyTorch, and one of Keras with its weights."""
    original, copy = build(name, "pytorch", pool)[1], build(name, "keras", pool)[1]
    state = {key: value.numpy() for key, value in original.state_dict().items()}
    for weight in copy.trainable_weights:
        weight.assign(original_of(weight, state))
    return original.eval(), copy


def original_of(weight: keras.Variable, state: dict[str, np.ndarray]) -> np.ndarray:
    """The values of a weight, found by its way through the network."""
    path = weight.path.split("/")
    place = next((part for part in path if part.startswith("block")), None)
    front = f"blocks.{int(place.removeprefix('block')) - 1}." if place else ""
    names = {"kernel": "weight", "gamma": "weight", "beta": "bias"}
    if "update" in path:
        kind = {"kernel": "weight_ih", "recurrent_kernel": "weight_hh", "bias": "bias"}[path[-1]]
        if kind == "bias":
            return np.stack([turned(state["update.bias_ih"]), turned(state["update.bias_hh"])])
        return turned(state[f"update.{kind}"]).T
    owner = next((part for part in ("linear", "embedding", "edges", "matrices") if part in path), None)
    inner = {"embedding": "embedding.0.", "edges": "edges.0.", None: ""}.get(owner, f"{owner}.")
    value = state[f"{front}{inner}{names.get(path[-1], path[-1])}"]
    return value.T if path[-1] == "kernel" else value


def turned(gates: np.ndarray) -> np.ndarray:
    """The gates of a recurrent unit in the order of Keras: update before reset."""
    reset, update, new = np.split(gates, 3)
    return np.concatenate([update, reset, new])


def test_molecules_are_encoded_as_in_pytorch() -> None:
    inputs, original = SmilesInput(FACTS, "smiles"), OriginalInput(FACTS, "smiles")
    encoded = array(inputs(BATCH))
    np.testing.assert_array_equal(encoded, array(original(tensors(BATCH))))
    assert (inputs.shape, inputs.size, inputs.names) == (original.shape, original.size, original.names)
    assert encoded.shape[1:] == inputs.shape
    there, noise = torch.tensor(encoded), np.random.default_rng(0).normal(size=encoded.shape).astype("float32")
    np.testing.assert_array_equal(inputs.groups(encoded), original.groups(there).numpy())
    np.testing.assert_array_equal(inputs.present(encoded), original.present(there).numpy())
    np.testing.assert_array_equal(inputs.refilled(encoded, noise), original.refilled(there, torch.tensor(noise)))
    np.testing.assert_allclose(inputs.fold(noise), original.fold(torch.tensor(noise)), rtol=1e-4, atol=1e-4)


@every
@pools
def test_the_same_weights_give_the_same_vectors(name: str, pool: str | None) -> None:
    original, copy = copied(name, pool)
    with torch.no_grad():
        expected = original(tensors(BATCH)).numpy()
    np.testing.assert_allclose(array(copy(BATCH)), expected, rtol=1e-4, atol=1e-5)


@every
def test_both_have_as_many_weights_and_the_same_layers(name: str) -> None:
    original, copy = copied(name)
    assert trained(copy) == trained(original)
    activations = copy.activations(copy.inputs(BATCH))
    component, _ = build(name, "keras")
    layers = {layer.name: layer.port for layer in component.layers(Molecule())}
    assert list(activations) == list(layers) == list(original.layers)
    for layer, port in layers.items():
        expected = (6, port.size) if isinstance(port, Vector) else (6, FACTS["atoms"], port.size)
        assert tuple(activations[layer].shape) == expected


@every
@pytest.mark.parametrize(
    ("explain", "same", "settings"),
    [
        (saliency, saliency_torch, {}),
        (integrated_gradients, integrated_gradients_torch, {"steps": 16, "baseline": "mean"}),
        (occlusion, occlusion_torch, {"window": None, "stride": None, "baseline": "zero"}),
    ],
)
def test_atoms_count_as_in_pytorch(name: str, explain: Any, same: Any, settings: dict[str, Any]) -> None:
    original, copy = copied(name)
    net, other = Net(copy), Original(original).eval()
    head = other.tasks["y"].head
    net.tasks["y"].head.kernel.assign(head.weight.detach().numpy().T)
    net.tasks["y"].head.bias.assign(head.bias.detach().numpy())
    usual = {"task": "y", "chunk": 4, "sanity": False, "shuffles": 1}
    found, expected = (
        explain.explain(net, BATCH, **usual, **settings),
        same.explain(other, tensors(BATCH), **usual, **settings),
    )
    np.testing.assert_allclose(found["net"], expected["net"], rtol=2e-3, atol=2e-4)


@every
def test_the_exported_network_answers_alike_for_more_molecules(name: str, tmp_path: Any) -> None:
    net = Net(build(name, "keras")[1])
    few = {"smiles": BATCH["smiles"][:4]}
    assert export_onnx(net, few, tmp_path / "model.onnx", about={}) < 1e-4
    session = onnxruntime.InferenceSession(tmp_path / "model.onnx", providers=["CPUExecutionProvider"])
    (answer,) = session.run(["y"], BATCH)
    np.testing.assert_allclose(answer, array(net(BATCH)["y"]), atol=1e-4)

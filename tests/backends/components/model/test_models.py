from __future__ import annotations

import importlib
from collections.abc import Callable
from math import ceil
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from scic.backends.components.field.image.pytorch import ImageInput
from scic.backends.pytorch.table_input import TableInput
from scic.compiler.catalogue.component import Model
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.ports import FieldType, Image, Map, Representation, Table, Vector, Volume

TABLE = {
    "numeric": ["a", "b"],
    "mean": [0.0, 0.0],
    "std": [1.0, 1.0],
    "missing": [0.0, 0.5],
    "categories": {"c": ["x", "y"]},
}
IMAGE, VOLUME = Image((8, 16), 2), Volume((8, 8, 16), 2)
# far apart along the first axis, which is halved once in three times
SLICES = Volume((4, 8, 16), 2, (4.0, 1.0, 1.0))
CASES: list[tuple[str, FieldType, dict[str, Any]]] = [
    ("linear", Table(), {}),
    ("linear", IMAGE, {}),
    ("linear", VOLUME, {}),
    ("mlp", Table(), {"hidden": (6, 5)}),
    ("mlp", IMAGE, {"normalization": "batch", "activation": "gelu"}),
    ("mlp", VOLUME, {"normalization": None, "activation": "tanh"}),
    ("cnn", IMAGE, {"widths": (4, 6, 8)}),
    ("cnn", IMAGE, {"widths": (4, 6), "pool": None, "convolutions": 1, "normalization": None}),
    ("cnn", VOLUME, {"widths": (4, 6, 8), "pool": "max", "normalization": "group", "dropout": 0.2}),
    ("unet", IMAGE, {"depth": 3, "width": 4}),
    ("unet", IMAGE, {"depth": 1, "width": 4, "pool": "mean", "normalization": None, "dropout": 0.2}),
    ("unet", VOLUME, {"depth": 2, "width": 4, "normalization": "batch"}),
    ("cnn", SLICES, {"widths": (4, 6, 8), "pool": None}),
    ("unet", SLICES, {"depth": 3, "width": 4}),
    ("resnet", IMAGE, {"small_images": True}),
    ("resnet", IMAGE, {"depth": 50, "small_images": True, "pool": None}),
    ("resnet", Image((64, 96), 1), {"pool": None}),
]
NAMES = [f"{name}-{type(kind).__name__}-{number}" for number, (name, kind, _) in enumerate(CASES)]


def build(
    name: str, kind: FieldType, settings: dict[str, Any], image_input: Callable[..., ImageInput]
) -> tuple[Model, Any, dict[str, Tensor]]:
    """The described and the real network, and a batch of two for it."""
    torch.manual_seed(0)
    component = load("model", name)(**settings)
    assert isinstance(component, Model)
    network = getattr(importlib.import_module(f"scic.backends.components.model.{name}.pytorch"), name.title())
    if isinstance(kind, Image | Volume):
        assert kind.size is not None and kind.channels is not None
        inputs: nn.Module = image_input(*kind.size, channels=kind.channels, spacing=kind.distances)
        batch = {"image": torch.randn(2, *kind.size, kind.channels)}
    else:
        inputs = TableInput(TABLE)
        batch = {"numeric": torch.randn(2, 2), "categories": torch.tensor([[1], [2]])}
    return component, network(inputs, **component.model_dump(exclude={"inputs", "weights"})), batch


def agrees(port: Representation, value: Tensor, kind: FieldType) -> bool:
    """Whether a tensor is what the port promises."""
    if isinstance(port, Vector):
        return value.ndim == 2 and port.size in (None, value.shape[1])
    assert isinstance(port, Map) and isinstance(kind, Image | Volume) and kind.size is not None
    grid = tuple(ceil(length / stride) for length, stride in zip(kind.size, port.stride, strict=True))
    return tuple(value.shape[1:]) == (port.channels, *grid)


@pytest.mark.parametrize(("name", "kind", "settings"), CASES, ids=NAMES)
def test_ports_are_what_the_network_gives(
    name: str, kind: FieldType, settings: dict[str, Any], image_input: Callable[..., ImageInput]
) -> None:
    component, network, batch = build(name, kind, settings, image_input)
    seen: dict[str, Tensor] = {}
    for layer, module in network.layers.items():
        module.register_forward_hook(lambda _, __, output, layer=layer: seen.setdefault(layer, output))
    given = network.eval()(batch)

    promised = {layer.name: layer.port for layer in component.layers(kind)}
    assert list(promised) == list(network.layers) == list(seen)
    assert [layer for layer, port in promised.items() if not agrees(port, seen[layer], kind)] == []
    assert promised["features"] == component.gives(kind)
    assert agrees(component.gives(kind), given, kind)
    assert network.size == given.shape[1]
    assert torch.equal(seen["features"], given)


@pytest.mark.parametrize(("name", "kind", "settings"), CASES, ids=NAMES)
def test_every_parameter_learns(
    name: str, kind: FieldType, settings: dict[str, Any], image_input: Callable[..., ImageInput]
) -> None:
    _, network, batch = build(name, kind, settings, image_input)
    joined = nn.ModuleDict({"trunk": network, "head": nn.Linear(network.size, 3)})
    # two steps, since residual branches begin with a factor of 0
    for _ in range(2):
        joined.zero_grad()
        output = joined["head"](network(batch).movedim(1, -1))
        (output * torch.randn_like(output)).mean().backward()
        gradients = {key: value.grad for key, value in joined.named_parameters()}
        for parameter in joined.parameters():
            parameter.data -= 0.1 * (parameter.grad if parameter.grad is not None else 0)
    learnt = [key for key, value in gradients.items() if value is not None and value.isfinite().all() and value.any()]
    assert learnt == list(gradients)


@pytest.mark.parametrize(("name", "kind", "settings"), CASES, ids=NAMES)
def test_a_record_gives_the_same_alone_as_in_a_batch(
    name: str, kind: FieldType, settings: dict[str, Any], image_input: Callable[..., ImageInput]
) -> None:
    _, network, batch = build(name, kind, settings, image_input)
    network.eval()
    alone = network({key: value[:1] for key, value in batch.items()})
    torch.testing.assert_close(alone, network(batch)[:1], rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("name", ["linear", "mlp", "cnn", "unet"])
def test_a_network_exports_for_any_number_of_records(name: str, image_input: Callable[..., ImageInput]) -> None:
    _, network, batch = build(name, Image((9, 16), 2), {}, image_input)
    network.eval()
    exported = torch.export.export(
        network, (), {"batch": batch}, dynamic_shapes={"batch": {"image": {0: torch.export.Dim("records")}}}
    )
    more = {"image": torch.randn(5, 9, 16, 2)}
    torch.testing.assert_close(exported.module()(batch=more), network(more))


def test_pictures_are_standardised_by_channel() -> None:
    facts = {"size": [1, 1], "channels": 3, "mean": [10.0, 0.0, 5.0], "std": [2.0, 0.0, 1.0], "rank": 2}
    encoded = ImageInput(facts, "image")({"image": torch.tensor([[[[14.0, 0.0, 4.0]]]])})
    assert encoded.shape == (1, 3, 1, 1)
    assert encoded.flatten().tolist() == [2.0, 0.0, -1.0]

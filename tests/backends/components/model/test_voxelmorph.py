from __future__ import annotations

from typing import Any

import pytest
import torch

from scic.backends.components.field.image.pytorch import ImageInput
from scic.backends.components.model.voxelmorph.component import Voxelmorph as Component
from scic.backends.components.model.voxelmorph.pytorch import Voxelmorph
from scic.backends.pytorch.pair_input import PairInput
from scic.backends.shared.errors import DataError
from scic.compiler.catalogue.ports import Displacement, Image, Map, Pair, Volume

SETTINGS: dict[str, Any] = {"depth": 2, "width": 4, "convolutions": 1, "normalization": None}
SPACES = [(17, 24), (9, 12, 16)]


def inputs(*spaces: tuple[int, ...]) -> PairInput:
    facts = [
        {"size": list(space), "channels": 2, "mean": [0.0] * 2, "std": [1.0] * 2, "rank": len(space)}
        for space in spaces
    ]
    return PairInput([ImageInput(each, name) for each, name in zip(facts, ("moving", "fixed"), strict=True)])


def network(space: tuple[int, ...], squarings: int = 3) -> tuple[Voxelmorph, dict[str, torch.Tensor]]:
    torch.manual_seed(0)
    batch = {name: torch.randn(2, *space, 2) for name in ("moving", "fixed")}
    return Voxelmorph(inputs(space, space), **SETTINGS, squarings=squarings), batch


@pytest.mark.parametrize("space", SPACES, ids=str)
def test_ports_are_what_the_network_gives(space: tuple[int, ...]) -> None:
    made, batch = network(space)
    port = Pair(*[(Image if len(space) == 2 else Volume)(space, 2)] * 2)
    component = Component(**SETTINGS)
    seen: dict[str, torch.Tensor] = {}
    for name, layer in made.layers.items():
        layer.register_forward_hook(lambda _, __, output, name=name: seen.setdefault(name, output))
    given = made(batch)
    layers = component.layers(port)
    assert [layer.name for layer in layers] == list(made.layers) == list(seen)
    for layer in layers[:-1]:
        assert isinstance(layer.port, Map)
        assert seen[layer.name].shape[1] == layer.port.channels
    assert component.gives(port) == Displacement(len(space)) == layers[-1].port
    assert given.shape == (2, made.size, *space)
    assert torch.equal(seen["features"], given)


@pytest.mark.parametrize("space", SPACES, ids=str)
def test_an_untrained_network_leaves_the_picture_where_it_is(space: tuple[int, ...]) -> None:
    made, batch = network(space)
    given = made(batch).movedim(1, -1)
    torch.testing.assert_close(given[..., :2], batch["moving"], rtol=0, atol=1e-2)
    assert given[..., 2:].abs().max() < 1e-2


@pytest.mark.parametrize("squarings", [0, 4])
def test_every_parameter_learns(squarings: int) -> None:
    made, batch = network((16, 24), squarings)
    (made(batch).movedim(1, -1)[..., :2] - batch["fixed"]).square().mean().backward()
    for name, value in made.named_parameters():
        assert value.grad is not None and value.grad.any(), name


def test_a_velocity_is_followed_without_a_fold_where_a_displacement_folds() -> None:
    made, _ = network((32, 32), squarings=6)
    plain, _ = network((32, 32), squarings=0)
    rows = torch.arange(32.0)
    velocity = torch.zeros(1, 2, 32, 32)
    velocity[0, 0] = (8 * torch.sin(rows * 2 * torch.pi / 32))[:, None]
    for each, folds in ((made, False), (plain, True)):
        places = rows[:, None] + each.followed(velocity)[0, 0]
        assert bool((places.diff(dim=0) <= 0).any()) is folds


def test_a_constant_velocity_leads_as_far_as_it_says() -> None:
    made, _ = network((16, 16))
    torch.testing.assert_close(made.followed(torch.full((1, 2, 16, 16), 2.5)), torch.full((1, 2, 16, 16), 2.5))


def test_pictures_of_two_sizes_are_refused() -> None:
    with pytest.raises(DataError, match="`moving` is 16x16 pixels and `fixed` is 16x20"):
        inputs((16, 16), (16, 20))

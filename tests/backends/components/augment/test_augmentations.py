from __future__ import annotations

import importlib
import inspect
from typing import Any

import pytest
import torch
from torch import Tensor

from scic.backends.components.augment.crop.pytorch import Crop
from scic.backends.components.augment.cutout.pytorch import Cutout
from scic.backends.components.augment.elastic.pytorch import Elastic
from scic.backends.components.augment.flip.pytorch import Flip
from scic.backends.components.augment.mixup.pytorch import Mixup
from scic.backends.components.augment.noise.pytorch import Noise
from scic.backends.components.augment.rotate.pytorch import Rotate
from scic.backends.components.augment.rotate90.pytorch import Rotate90
from scic.compiler.catalogue.component import Augment
from scic.compiler.catalogue.discovery import load, names

FIELDS = {"image": "image", "mask": "mask"}
FACTS = {"image": {"std": [2.0, 0.5]}}
SPACES = [(12, 12), (9, 16), (6, 12, 12)]


def described(name: str) -> type[Augment]:
    component = load("augment", name)
    assert issubclass(component, Augment)
    return component


CHANGES = [name for name in names("augment") if not described(name).mixes]
MOVES = [name for name in names("augment") if described(name).moves]


def change(name: str) -> Any:
    """The augmentation with its default settings."""
    component = described(name)()
    module = importlib.import_module(f"scic.backends.components.augment.{name}.pytorch")
    made = getattr(module, name.title())
    facts = {"facts": FACTS} if "facts" in inspect.signature(made).parameters else {}
    return made(FIELDS, **facts, **component.model_dump())


def numbered(space: tuple[int, ...], count: int = 8) -> dict[str, Tensor]:
    """Records whose mask numbers the pixels and whose image shows that number, in two channels."""
    pixels = torch.arange(torch.Size(space).numel()).reshape(space).expand(count, *space).clone()
    return {"image": torch.stack([pixels, -pixels], dim=-1).float(), "mask": pixels, "other": torch.arange(count)}


def blocks(space: tuple[int, ...], count: int = 8) -> dict[str, Tensor]:
    """Records with a smooth gradient as image and its upper half as mask."""
    ramp = torch.linspace(0, 1, space[-1]).expand(count, *space).clone()
    return {"image": ramp[..., None], "mask": (ramp > 0.5).long()}


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("name", CHANGES)
def test_shapes_types_and_other_fields_stay(name: str, space: tuple[int, ...]) -> None:
    torch.manual_seed(0)
    before = numbered(space)
    kept = {key: value.clone() for key, value in before.items()}
    after = change(name)(before)
    assert {key: (value.shape, value.dtype) for key, value in after.items()} == {
        key: (value.shape, value.dtype) for key, value in before.items()
    }
    assert torch.equal(after["other"], before["other"])
    assert not torch.equal(after["image"], before["image"])
    assert all(torch.equal(before[key], kept[key]) for key in kept)


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_seed_changes_in_the_same_way(name: str) -> None:
    found = []
    for _ in range(2):
        torch.manual_seed(3)
        found.append(change(name)(numbered((8, 8)))["image"])
    assert torch.equal(found[0], found[1])


@pytest.mark.parametrize("name", CHANGES)
def test_records_are_changed_each_in_its_own_way(name: str) -> None:
    torch.manual_seed(0)
    after = change(name)(numbered((16, 16), count=32))["image"]
    assert len(after.flatten(1).unique(dim=0)) > 1


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("name", ["flip", "rotate90", "crop"])
def test_a_mask_moves_exactly_with_its_image(name: str, space: tuple[int, ...]) -> None:
    torch.manual_seed(0)
    after = change(name)(numbered(space))
    assert torch.equal(after["image"][..., 0], after["mask"].float())
    assert torch.equal(after["image"][..., 1], -after["mask"].float())


@pytest.mark.parametrize("space", [(32, 32), (8, 24, 24)])
@pytest.mark.parametrize("name", ["rotate", "elastic"])
def test_an_interpolated_mask_still_lies_on_its_object(name: str, space: tuple[int, ...]) -> None:
    torch.manual_seed(0)
    after = change(name)(blocks(space))
    assert after["mask"].unique().tolist() == [0, 1]
    seen = after["image"][..., 0] > 0.5
    assert (seen == after["mask"].bool()).float().mean() > 0.97


def test_all_that_moves_pixels_says_so() -> None:
    for name in CHANGES:
        after = change(name)(numbered((12, 12), count=64))
        assert (not torch.equal(after["mask"], numbered((12, 12), count=64)["mask"])) == (name in MOVES)


@pytest.mark.parametrize("name", CHANGES)
def test_a_batch_without_masks_passes(name: str) -> None:
    batch = numbered((8, 8))
    del batch["mask"]
    assert set(change(name)(batch)) == {"image", "other"}


@pytest.mark.parametrize(
    ("axes", "space", "flipped"),
    [
        ("horizontal", (2, 3), [2]),
        ("vertical", (2, 3), [1]),
        ("both", (2, 3), [1, 2]),
        ("horizontal", (2, 3, 4), [3]),
        ("both", (2, 3, 4), [2, 3]),
        ("all", (2, 3, 4), [1, 2, 3]),
    ],
)
def test_a_sure_flip_mirrors_its_axes(axes: str, space: tuple[int, ...], flipped: list[int]) -> None:
    batch = numbered(space)
    after = Flip(FIELDS, axes=axes, probability=1.0)(batch)
    assert torch.equal(after["mask"], batch["mask"].flip(flipped))
    assert torch.equal(after["image"], batch["image"].flip(flipped))


def test_quarter_turns_take_all_four_ways() -> None:
    torch.manual_seed(0)
    batch = numbered((4, 4), count=64)
    ways = {tuple(mask.flatten().tolist()) for mask in Rotate90(FIELDS)(batch)["mask"]}
    one = batch["mask"][0]
    assert ways == {tuple(one.rot90(turns).flatten().tolist()) for turns in range(4)}


def test_a_quarter_turn_by_angle_is_the_quarter_turn() -> None:
    batch = numbered((6, 6))
    after = Rotate(FIELDS, degrees=(90.0, 90.0))(batch)
    assert torch.equal(after["mask"], batch["mask"].rot90(1, (1, 2)))
    torch.testing.assert_close(after["image"], batch["image"].rot90(1, (1, 2)), rtol=0, atol=1e-3)


def test_no_rotation_changes_nothing() -> None:
    batch = numbered((5, 8, 6))
    after = Rotate(FIELDS, degrees=(0.0, 0.0))(batch)
    assert torch.equal(after["mask"], batch["mask"])
    torch.testing.assert_close(after["image"], batch["image"], rtol=0, atol=1e-3)


def test_a_crop_shifts_by_at_most_its_padding() -> None:
    torch.manual_seed(0)
    column = torch.arange(20.0).expand(64, 20, 20).clone()
    after = Crop({"image": "image"}, padding=0.1)({"image": column[..., None]})["image"]
    shift = after[:, 10, 10, 0] - 10
    assert set(shift.tolist()) == {-2.0, -1.0, 0.0, 1.0, 2.0}


def test_a_crop_mirrors_at_the_border() -> None:
    torch.manual_seed(0)
    line = torch.arange(4).expand(64, 1, 4).clone()
    after = Crop({"mask": "mask"}, padding=0.5)({"mask": line})["mask"]
    assert {tuple(row[0].tolist()) for row in after} == {
        (2, 1, 0, 1),
        (1, 0, 1, 2),
        (0, 1, 2, 3),
        (1, 2, 3, 2),
        (2, 3, 2, 1),
    }


def test_a_hole_has_its_size_and_the_mean_colour() -> None:
    torch.manual_seed(0)
    picture = torch.rand(64, 16, 16, 1)
    after = Cutout({"image": "image"}, size=0.25, probability=1.0)({"image": picture})["image"]
    hidden = (after != picture).flatten(1)
    assert hidden.sum(dim=1).max() == 16 and hidden.any(dim=1).all()
    colours = picture.mean(dim=(1, 2, 3))
    assert all(torch.allclose(after[i].flatten()[hidden[i]], colours[i]) for i in range(len(picture)))


def test_only_some_records_get_a_hole() -> None:
    torch.manual_seed(0)
    picture = torch.rand(200, 8, 8, 1)
    after = Cutout({"image": "image"}, size=0.5, probability=0.3)({"image": picture})["image"]
    assert 0.2 < (after != picture).flatten(1).any(dim=1).float().mean() < 0.4


@pytest.mark.parametrize("space", [(64, 64), (32, 32, 32)])
def test_an_elastic_move_has_the_size_it_tells(space: tuple[int, ...]) -> None:
    torch.manual_seed(0)
    ramp = torch.arange(float(space[-1])).expand(4, *space).clone()
    after = Elastic({"image": "image"}, alpha=24.0, sigma=2.0)({"image": ramp[..., None]})["image"][..., 0]
    inside = (slice(None), *(slice(8, -8) for _ in space))
    moved = (after - ramp)[inside].square().mean().sqrt()
    assert moved.item() == pytest.approx(24 / (6 * 2), rel=0.15)


def test_neighbours_move_together() -> None:
    torch.manual_seed(0)
    ramp = torch.arange(64.0).expand(4, 64, 64).clone()
    after = Elastic({"image": "image"}, alpha=30.0, sigma=6.0)({"image": ramp[..., None]})["image"][..., 0]
    moves = (after - ramp)[:, 8:-8, 8:-8]
    assert (moves[:, 1:] - moves[:, :-1]).abs().mean() < 0.25 * moves.abs().mean()


def test_noise_is_as_wide_as_the_channel_it_is_on() -> None:
    torch.manual_seed(0)
    noise = Noise(FIELDS, facts=FACTS, deviation=0.3)({"image": torch.zeros(64, 16, 16, 2)})["image"]
    assert noise.std(dim=(0, 1, 2)).tolist() == pytest.approx([0.6, 0.15], rel=0.05)
    assert noise.mean().abs() < 0.01


def test_mixup_gives_both_targets_for_one_mixture() -> None:
    torch.manual_seed(0)
    count = 6
    batch = {"image": torch.eye(count).reshape(count, count, 1, 1), "label": torch.arange(count)}
    (share, first), (rest, second) = Mixup(alpha=1.0)(batch, ["label"])
    assert share + rest == pytest.approx(1.0) and 0 < share < 1
    assert torch.equal(first["image"], second["image"])
    assert torch.equal(first["label"], batch["label"])
    for record in range(count):
        mixture = first["image"][record].flatten()
        expected = torch.zeros(count)
        expected[first["label"][record]] += share
        expected[second["label"][record]] += rest
        torch.testing.assert_close(mixture, expected)
    assert not torch.equal(second["label"], batch["label"])


def test_mixup_swaps_the_numbers_that_are_targets_and_mixes_no_categories() -> None:
    torch.manual_seed(0)
    batch = {
        "numeric": torch.rand(4, 2),
        "categories": torch.tensor([[1], [2], [3], [4]]),
        "months": torch.tensor([[1.0], [2.0], [3.0], [4.0]]),
    }
    (_, first), (_, second) = Mixup(alpha=0.4)(batch, ["months"])
    assert torch.equal(first["months"], batch["months"])
    assert sorted(second["months"].flatten().tolist()) == [1.0, 2.0, 3.0, 4.0]
    assert torch.equal(first["categories"], batch["categories"])
    assert torch.equal(second["categories"], batch["categories"])


CARRIES = [name for name in names("augment") if "boxes" in described(name).carries]


@pytest.mark.parametrize("space", [(12, 12), (9, 16)])
@pytest.mark.parametrize("name", CARRIES)
def test_boxes_stay_around_their_objects(name: str, space: tuple[int, int]) -> None:
    """Each is the frame of the pixels of its object before and after, and a row that holds none still holds none."""
    torch.manual_seed(0)
    places = [(1, 2, 5, 4), (6, 5, 8, 9)]
    image = torch.zeros(32, *space, 1)
    for number, (left, top, right, bottom) in enumerate(places, start=1):
        image[:, top:bottom, left:right] = number
    boxes = torch.tensor([[*place, number] for number, place in enumerate(places)] + [[0, 0, 0, 0, -1]]).float()
    component = described(name).model_validate({"axes": "all"} if name == "flip" else {})
    module = importlib.import_module(f"scic.backends.components.augment.{name}.pytorch")
    change = getattr(module, name.title())({"image": "image", "boxes": "boxes"}, **component.model_dump())
    moved = change({"image": image, "boxes": boxes.expand(32, 3, 5).clone()})
    for picture, found in zip(moved["image"][..., 0], moved["boxes"], strict=True):
        assert found[:, 4].tolist() == [0, 1, -1]
        for number, box in enumerate(found[:2], start=1):
            rows, columns = torch.where(picture == number)
            frame = [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]
            assert box[:4].tolist() == [float(each) for each in frame]
    assert not torch.equal(moved["image"], image)
    assert len(torch.unique(moved["boxes"][:, 0], dim=0)) == (4 if name == "flip" or space[0] == space[1] else 2)

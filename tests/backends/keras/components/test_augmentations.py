from __future__ import annotations

import importlib
import inspect
from typing import Any

import keras
import numpy as np
import pytest
import torch
from equivalence import array, settings_of, tensors
from keras import ops

from scic.backends.components.augment.crop.keras import Crop
from scic.backends.components.augment.cutout.keras import Cutout
from scic.backends.components.augment.elastic.keras import Elastic
from scic.backends.components.augment.flip.keras import Flip
from scic.backends.components.augment.mixup.keras import Mixup
from scic.backends.components.augment.noise.keras import Noise
from scic.backends.components.augment.rotate.keras import Rotate
from scic.backends.components.augment.rotate90.keras import Rotate90
from scic.backends.keras.augmentation import Augmentation
from scic.backends.keras.spatial import look_up
from scic.backends.pytorch.spatial import look_up as original_look_up
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


@pytest.fixture(autouse=True)
def seeded() -> None:
    keras.utils.set_random_seed(0)


def change(name: str) -> Any:
    """The augmentation with its default settings."""
    module = importlib.import_module(f"scic.backends.components.augment.{name}.keras")
    made = getattr(module, name.title())
    facts = {"facts": FACTS} if "facts" in inspect.signature(made).parameters else {}
    return made(FIELDS, **facts, **settings_of(described(name)()))


def numbered(space: tuple[int, ...], count: int = 8) -> dict[str, np.ndarray]:
    """Records whose mask numbers the pixels and whose image shows that number, in two channels."""
    pixels = np.broadcast_to(np.arange(np.prod(space), dtype="int32").reshape(space), (count, *space)).copy()
    image = np.stack([pixels, -pixels], axis=-1).astype("float32")
    return {"image": image, "mask": pixels, "other": np.arange(count, dtype="int32")}


def blocks(space: tuple[int, ...], count: int = 8) -> dict[str, np.ndarray]:
    """Records with a smooth gradient as image and its upper half as mask."""
    ramp = np.broadcast_to(np.linspace(0, 1, space[-1], dtype="float32"), (count, *space)).copy()
    return {"image": ramp[..., None], "mask": (ramp > 0.5).astype("int32")}


def arrays(batch: dict[str, Any]) -> dict[str, np.ndarray]:
    return {name: array(value) for name, value in batch.items()}


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("name", CHANGES)
def test_shapes_types_and_other_fields_stay(name: str, space: tuple[int, ...]) -> None:
    before = numbered(space)
    after = arrays(change(name)(before))
    assert {key: (value.shape, value.dtype) for key, value in after.items()} == {
        key: (value.shape, value.dtype) for key, value in before.items()
    }
    np.testing.assert_array_equal(after["other"], before["other"])
    assert (after["image"] != before["image"]).any()
    assert (after["mask"] != before["mask"]).any() == (name in MOVES)


@pytest.mark.parametrize("name", CHANGES)
def test_the_state_of_the_seed_decides_what_is_drawn(name: str) -> None:
    augment, batch = change(name), numbered((8, 8), count=32)
    state = [array(weight).copy() for weight in augment.variables]
    first, second = (array(augment(batch)["image"]) for _ in range(2))
    assert (first != second).any()
    for weight, value in zip(augment.variables, state, strict=True):
        weight.assign(value)
    np.testing.assert_array_equal(array(augment(batch)["image"]), first)


@pytest.mark.parametrize("name", CHANGES)
def test_records_are_changed_each_in_its_own_way(name: str) -> None:
    after = array(change(name)(numbered((16, 16), count=32))["image"])
    assert len(np.unique(after.reshape(32, -1), axis=0)) > 1


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("name", ["flip", "rotate90", "crop"])
def test_a_mask_moves_exactly_with_its_image(name: str, space: tuple[int, ...]) -> None:
    after = arrays(change(name)(numbered(space)))
    np.testing.assert_array_equal(after["image"][..., 0], after["mask"])
    np.testing.assert_array_equal(after["image"][..., 1], -after["mask"])


@pytest.mark.parametrize("space", [(32, 32), (8, 24, 24)])
@pytest.mark.parametrize("name", ["rotate", "elastic"])
def test_an_interpolated_mask_still_lies_on_its_object(name: str, space: tuple[int, ...]) -> None:
    after = arrays(change(name)(blocks(space)))
    assert np.unique(after["mask"]).tolist() == [0, 1]
    assert ((after["image"][..., 0] > 0.5) == after["mask"]).mean() > 0.97


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
        ("both", (2, 3, 4), [2, 3]),
        ("all", (2, 3, 4), [1, 2, 3]),
    ],
)
def test_a_sure_flip_mirrors_its_axes(axes: str, space: tuple[int, ...], flipped: list[int]) -> None:
    batch = numbered(space)
    after = arrays(Flip(FIELDS, axes=axes, probability=1.0)(batch))
    np.testing.assert_array_equal(after["mask"], np.flip(batch["mask"], flipped))
    np.testing.assert_array_equal(after["image"], np.flip(batch["image"], flipped))


def test_quarter_turns_take_all_four_ways() -> None:
    batch = numbered((4, 4), count=64)
    ways = {tuple(mask.flatten().tolist()) for mask in array(Rotate90(FIELDS)(batch)["mask"])}
    assert ways == {tuple(np.rot90(batch["mask"][0], turns).flatten().tolist()) for turns in range(4)}


def test_a_quarter_turn_by_angle_is_the_quarter_turn() -> None:
    batch = numbered((6, 6))
    after = arrays(Rotate(FIELDS, degrees=(90.0, 90.0))(batch))
    np.testing.assert_array_equal(after["mask"], np.rot90(batch["mask"], 1, (1, 2)))
    np.testing.assert_allclose(after["image"], np.rot90(batch["image"], 1, (1, 2)), rtol=0, atol=1e-3)


def test_a_crop_shifts_by_at_most_its_padding() -> None:
    column = np.broadcast_to(np.arange(20, dtype="float32"), (64, 20, 20)).copy()
    after = array(Crop({"image": "image"}, padding=0.1)({"image": column[..., None]})["image"])
    assert set((after[:, 10, 10, 0] - 10).tolist()) == {-2.0, -1.0, 0.0, 1.0, 2.0}


def test_a_crop_mirrors_at_the_border() -> None:
    line = np.broadcast_to(np.arange(4, dtype="int32"), (64, 1, 4)).copy()
    after = array(Crop({"mask": "mask"}, padding=0.5)({"mask": line})["mask"])
    assert {tuple(row[0].tolist()) for row in after} == {
        (2, 1, 0, 1),
        (1, 0, 1, 2),
        (0, 1, 2, 3),
        (1, 2, 3, 2),
        (2, 3, 2, 1),
    }


def test_a_hole_has_its_size_and_the_mean_colour_and_some_records_get_none() -> None:
    picture = np.random.default_rng(0).random((200, 16, 16, 1), dtype="float32")
    after = array(Cutout({"image": "image"}, size=0.25, probability=0.3)({"image": picture})["image"])
    hidden = (after != picture).reshape(200, -1)
    assert hidden.sum(axis=1).max() == 16
    assert 0.2 < hidden.any(axis=1).mean() < 0.4
    for found, hole, colour in zip(after.reshape(200, -1), hidden, picture.mean(axis=(1, 2, 3)), strict=True):
        np.testing.assert_allclose(found[hole], colour, rtol=1e-5)


@pytest.mark.parametrize("space", [(64, 64), (32, 32, 32)])
def test_an_elastic_move_has_the_size_it_tells(space: tuple[int, ...]) -> None:
    ramp = np.broadcast_to(np.arange(space[-1], dtype="float32"), (4, *space)).copy()
    after = array(Elastic({"image": "image"}, alpha=24.0, sigma=2.0)({"image": ramp[..., None]})["image"])[..., 0]
    inside = (slice(None), *(slice(8, -8) for _ in space))
    assert np.sqrt(np.square(after - ramp)[inside].mean()) == pytest.approx(24 / (6 * 2), rel=0.2)


@pytest.mark.parametrize("space", [(7, 5), (4, 6, 5)])
def test_pixels_are_looked_up_as_in_pytorch(space: tuple[int, ...]) -> None:
    rng = np.random.default_rng(0)
    batch = {"image": rng.normal(size=(3, *space, 2)).astype("float32"), "mask": rng.integers(0, 5, size=(3, *space))}
    # from well beyond one border to well beyond the other, and never half-way between two pixels
    where = rng.uniform(-0.8, 1.8, size=(3, *space, len(space))) * np.array(space)
    where = where.astype("float32")
    after = arrays(
        look_up(
            {name: ops.convert_to_tensor(value) for name, value in batch.items()}, FIELDS, ops.convert_to_tensor(where)
        )
    )
    expected = original_look_up(tensors(batch), FIELDS, torch.from_numpy(where))
    np.testing.assert_allclose(after["image"], array(expected["image"]), rtol=1e-4, atol=1e-4)
    assert (after["mask"] == array(expected["mask"])).mean() > 0.99


def test_noise_is_as_wide_as_the_channel_it_is_on() -> None:
    noise = array(Noise(FIELDS, facts=FACTS, deviation=0.3)({"image": np.zeros((64, 16, 16, 2), "float32")})["image"])
    np.testing.assert_allclose(noise.std(axis=(0, 1, 2)), [0.6, 0.15], rtol=0.05)
    assert abs(noise.mean()) < 0.01


def test_mixup_lays_records_over_each_other_and_asks_for_both_targets() -> None:
    batch = {
        "image": np.eye(6, dtype="float32").reshape(6, 2, 3, 1),
        "categories": np.arange(6)[:, None],
        "class": np.arange(6, dtype="int32"),
        "amount": np.arange(6, dtype="float32")[:, None],
    }
    (share, first), (rest, second) = Mixup(alpha=1.0)(batch, targets=("class", "amount"))
    one, other = float(share), float(rest)
    first, second = arrays(first), arrays(second)
    assert 0 < one < 1 and one + other == pytest.approx(1)
    order = second["class"]
    assert sorted(order) == list(range(6)) and (order != batch["class"]).any()
    mixed = one * batch["image"] + other * batch["image"][order]
    for part in (first, second):
        np.testing.assert_allclose(part["image"], mixed, rtol=1e-5)
        np.testing.assert_array_equal(part["categories"], batch["categories"])
    for name in ("class", "amount"):
        np.testing.assert_array_equal(first[name], batch[name])
        np.testing.assert_array_equal(second[name], batch[name][order])


def test_an_augmentation_changes_then_mixes_and_the_weights_sum_to_one() -> None:
    augmentation = Augmentation([change("flip"), change("rotate90")], [Mixup(alpha=0.4), Mixup(alpha=0.4)], ["other"])
    parts = augmentation(numbered((6, 6)))
    assert len(parts) == 4
    assert sum(float(weight) for weight, _ in parts) == pytest.approx(1)
    # the seeds of all are state that a training can save
    assert len(augmentation.variables) == 4


def test_an_augmentation_of_nothing_hands_the_batch_on() -> None:
    batch = numbered((4, 4))
    ((weight, same),) = Augmentation([], [], [])(batch)
    assert weight == 1.0
    np.testing.assert_array_equal(array(same["image"]), batch["image"])


def test_each_training_step_draws_anew() -> None:
    """In a compiled step as well, where a seed that belongs to nothing would stay."""

    class Recorder(keras.Model):
        def __init__(self) -> None:
            super().__init__(autocast=False)
            self.augmentation = Augmentation([Flip(FIELDS, axes="all", probability=0.5)], [], [])
            self.seen = self.add_weight(shape=(4, 32), initializer="zeros", trainable=False, name="seen")
            self.steps = self.add_weight(shape=(), initializer="zeros", dtype="int32", trainable=False, name="steps")
            self.unused = self.add_weight(shape=(), initializer="zeros", name="unused")
            self.built = True

        def call(self, data: dict[str, Any], training: bool | None = None) -> Any:
            return self.unused * 1.0

        def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, *others: Any, **more: Any) -> Any:
            ((_, batch),) = self.augmentation(x)
            row = ops.reshape(batch["image"][..., 0, 0, 0], (1, 32))
            at = ops.cast(ops.equal(ops.arange(4), self.steps), "float32")[:, None]
            self.seen.assign(self.seen * (1 - at) + at * row)
            self.steps.assign(self.steps + 1)
            return y_pred**2

    recorder = Recorder()
    recorder.compile("sgd")
    batch = {"image": np.random.default_rng(0).random((32, 4, 4, 1), dtype="float32")}
    recorder.fit(batch, batch_size=32, epochs=4, verbose=0, shuffle=False)
    assert len(np.unique(array(recorder.seen), axis=0)) == 4

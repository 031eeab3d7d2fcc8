from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scic.backends.components.field.image.shared import encode_image, measure_image
from scic.backends.components.field.mask.shared import encode_mask, measure_mask
from scic.backends.shared.errors import DataError
from scic.backends.shared.tiles import tile

RANDOM = np.random.default_rng(0)


def saved(folder: Path, *arrays: np.ndarray, name: str = "image") -> pd.Series:
    paths = [folder / f"{name}{number}.npy" for number in range(len(arrays))]
    for path, array in zip(paths, arrays, strict=True):
        np.save(path, array)
    return pd.Series([str(path) for path in paths], index=[f"r{n}" for n in range(len(paths))], name=name)


def test_images_are_measured_as_if_all_at_once(tmp_path: Path) -> None:
    arrays = [RANDOM.normal(1000, 3, (4, 5, 2)) * [1, 10] for _ in range(3)]
    facts = measure_image(saved(tmp_path, *arrays), rank=2, size=None, channels=None)
    assert (facts["rank"], facts["size"], facts["channels"]) == (2, [4, 5], 2)
    assert facts["mean"] == pytest.approx(np.mean(arrays, axis=(0, 1, 2)))
    assert facts["std"] == pytest.approx(np.std(arrays, axis=(0, 1, 2)))
    assert json.loads(json.dumps(facts)) == facts


def test_a_constant_channel_divides_safely(tmp_path: Path) -> None:
    facts = measure_image(saved(tmp_path, np.full((3, 3), 7)), rank=2, size=None, channels=None)
    assert (facts["mean"], facts["std"]) == ([7.0], [1.0])


def test_images_are_encoded_raw_in_the_order_of_the_records(tmp_path: Path) -> None:
    arrays = [RANDOM.integers(0, 60_000, (4, 5), dtype=np.uint16) for _ in range(3)]
    column = saved(tmp_path, *arrays)
    facts = measure_image(column, rank=2, size=None, channels=None)
    encoded = encode_image(column.iloc[[2, 0]], facts)
    assert encoded.dtype == np.float32
    assert (encoded == np.stack([arrays[2], arrays[0]])[..., None]).all()


def test_volumes_have_one_axis_more(tmp_path: Path) -> None:
    column = saved(tmp_path, np.arange(60).reshape(3, 4, 5))
    facts = measure_image(column, rank=3, size=None, channels=None)
    assert encode_image(column, facts).shape == (1, 3, 4, 5, 1)
    half = measure_image(column, rank=3, size=(2, 2, 2), channels=None)
    assert encode_image(column, half).shape == (1, 2, 2, 2, 1)


def test_arrays_in_memory_are_images_too() -> None:
    column = pd.Series([np.full((8, 8, 1), value, np.float32) for value in (1, 3)], name="image")
    facts = measure_image(column, rank=2, size=None, channels=None)
    assert facts["mean"] == [2.0]
    assert encode_image(column, facts)[:, 0, 0, 0].tolist() == [1, 3]


def test_mixed_sizes_ask_for_one(tmp_path: Path) -> None:
    column = saved(tmp_path, np.zeros((4, 5)), np.zeros((6, 7)))
    with pytest.raises(DataError, match=r"image0.npy` is 4x5 pixels and .*image1.npy` is 6x7; set `size`"):
        measure_image(column, rank=2, size=None, channels=None)
    facts = measure_image(column, rank=2, size=(4, 4), channels=None)
    assert encode_image(column, facts).shape == (2, 4, 4, 1)


def test_a_new_image_of_another_size_is_not_resized_in_silence(tmp_path: Path) -> None:
    facts = measure_image(saved(tmp_path, np.zeros((4, 5))), rank=2, size=None, channels=None)
    with pytest.raises(DataError, match="is 6x7 pixels, those of training are 4x5"):
        encode_image(saved(tmp_path, np.zeros((6, 7)), name="new"), facts)


def test_channels_are_brought_together_when_asked(tmp_path: Path) -> None:
    grey, colour, clear = np.full((4, 4), 50), np.full((4, 4, 3), [100, 0, 0]), np.full((4, 4, 4), [0, 0, 9, 255])
    column = saved(tmp_path, grey, colour, clear)
    with pytest.raises(DataError, match=r"image0.npy` and .*image1.npy` differ in channels, 1 and 3; set `channels`"):
        measure_image(column, rank=2, size=None, channels=None)
    one = encode_image(column, measure_image(column, rank=2, size=None, channels=1))
    assert one[:, 0, 0].tolist() == pytest.approx(np.array([[50], [29.9], [1.026]]))
    three = encode_image(column, measure_image(column, rank=2, size=None, channels=3))
    assert three[:, 0, 0].tolist() == [[50, 50, 50], [100, 0, 0], [0, 0, 9]]
    with pytest.raises(DataError, match="has 3 channels, 2 were expected"):
        measure_image(column.iloc[[1]], rank=2, size=None, channels=2)


def test_a_pixel_that_is_no_number_is_found(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"image0.npy` holds pixels"):
        measure_image(saved(tmp_path, np.array([[0.0, np.nan]])), rank=2, size=None, channels=None)


def test_no_training_image_is_said_so() -> None:
    with pytest.raises(DataError, match="no training record"):
        measure_image(pd.Series([], dtype=object, name="image"), rank=2, size=None, channels=None)


def test_tiles_are_cut_mirrored_and_measured_alone(tmp_path: Path) -> None:
    array = np.arange(30).reshape(5, 6)
    records = tile(saved(tmp_path, array).to_frame(), "image", (4, 4))
    facts = measure_image(records["image"].iloc[:1], records["tile"].iloc[:1], rank=2, size=(4, 4), channels=None)
    assert facts["mean"] == pytest.approx([array[:4, :4].mean()])
    encoded = encode_image(records["image"], facts, records["tile"])[..., 0]
    assert (encoded[0] == array[:4, :4]).all()
    assert encoded[3].tolist() == [[28, 29, 29, 28]] * 4


LABELS = np.array([[0, 1, 2], [2, 2, 5]])


def test_two_classes_take_any_label_but_0_as_the_second(tmp_path: Path) -> None:
    column = saved(tmp_path, LABELS, name="mask")
    facts = measure_mask(column, classes=["background", "nucleus"], values=None)
    assert facts == {"classes": ["background", "nucleus"], "values": None, "counts": [1, 5]}
    encoded = encode_mask(column, facts, (2, 3))
    assert encoded.dtype == np.int64
    assert encoded.tolist() == [[[0, 1, 1], [1, 1, 1]]]


def test_values_say_which_label_is_which_and_the_rest_is_left_out(tmp_path: Path) -> None:
    column = saved(tmp_path, LABELS, name="mask")
    facts = measure_mask(column, classes=["a", "b", "c"], values=[2, 0, 5])
    assert facts["counts"] == [3, 1, 1]
    assert encode_mask(column, facts, (2, 3)).tolist() == [[[1, -1, 0], [0, 0, 2]]]


def test_a_label_beyond_the_classes_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"mask0.npy` holds 5, 3 classes are numbered 0 to 2; set `values`"):
        measure_mask(saved(tmp_path, LABELS, name="mask"), classes=["a", "b", "c"], values=None)


def test_masks_are_resized_to_their_image_without_new_labels(tmp_path: Path) -> None:
    column = saved(tmp_path, np.kron([[0, 2], [1, 0]], np.ones((3, 3), int)), name="mask")
    facts = measure_mask(column, classes=["a", "b", "c"], values=None)
    assert encode_mask(column, facts, (2, 2)).tolist() == [[[0, 2], [1, 0]]]


def test_mask_tiles_know_nothing_beyond_the_edge(tmp_path: Path) -> None:
    records = tile(saved(tmp_path, LABELS, name="mask").to_frame(), "mask", (2, 2))
    counted = measure_mask(records["mask"].iloc[1:], records["tile"].iloc[1:], (2, 2), classes=["a", "b"], values=None)
    assert counted["counts"] == [0, 2]
    assert encode_mask(records["mask"], counted, (2, 2), records["tile"])[1].tolist() == [[1, -1], [1, -1]]


def test_a_flat_mask_does_not_fit_a_volume(tmp_path: Path) -> None:
    column = saved(tmp_path, LABELS, name="mask")
    with pytest.raises(DataError, match="has 2 axes, its image has 3"):
        encode_mask(column, measure_mask(column, classes=["a", "b"], values=None), (2, 2, 3))

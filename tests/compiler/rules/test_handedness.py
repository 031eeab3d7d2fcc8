from __future__ import annotations

import pytest

from .conftest import Advise, Pictures

TASK = "task classification { predict: sample.class }"


def digits(augment: str) -> dict[str, str]:
    return {
        "data": f"data sample {{ set: digits, augment: [{augment}] }}",
        "model": "model cnn { widths: [8, 16] }",
        "task": "task classification { predict: sample.digit }",
    }


def folder(augment: str) -> dict[str, str]:
    return {
        "data": f'data folder as sample {{ path: "photos", augment: [{augment}] }}',
        "model": "model cnn { widths: [8, 16] }",
        "task": TASK,
    }


@pytest.mark.parametrize("augment", ["flip", "flip(axes: vertical)", "rotate90", "rotate(degrees: -90..90)"])
def test_a_digit_is_no_digit_in_the_mirror(advise: Advise, augment: str) -> None:
    assert "SCI505" in advise(**digits(augment))


@pytest.mark.parametrize("augment", ["crop", "elastic", "cutout", "rotate(degrees: -30..30)", "mixup"])
def test_a_digit_bears_what_a_hand_does_to_it(advise: Advise, augment: str) -> None:
    assert advise(**digits(augment)) == {}


def test_letters_are_known_by_their_classes(advise: Advise, pictures: Pictures) -> None:
    pictures(*(f"photos/{letter}" for letter in "ABCDEFGHIJ"))
    assert "SCI505" in advise(**folder("flip"))


def test_zero_and_one_are_a_code(advise: Advise, pictures: Pictures) -> None:
    pictures("photos/0", "photos/1", each=80)
    assert advise(**folder("flip")) == {}


def test_left_and_right_are_swapped_by_a_mirror_only(advise: Advise, pictures: Pictures) -> None:
    pictures("photos/left_eye", "photos/rightEye", each=80)
    found = advise(**folder("rotate90, flip"))["SCI505"]
    assert found.message() == "`flip` swaps left and right, `class` tells them apart: `left_eye` and `rightEye`"
    assert advise(**folder("rotate90, flip(axes: vertical)")) == {}


def test_a_mask_moves_with_its_image_and_keeps_its_label(advise: Advise) -> None:
    found = advise(
        data="""data files as sample {
          fields { image: image("ct/*.png"), mask: mask("lung/*.png", classes: [air, left_lung, right_lung]) }
          augment: [flip]
        }""",
        model="model unet { depth: 2, width: 8 }",
        task="task segmentation { predict: sample.mask }",
    )
    assert "`left_lung` and `right_lung`" in found["SCI505"].message()

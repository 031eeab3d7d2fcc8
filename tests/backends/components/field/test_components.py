from __future__ import annotations

import pytest
from pydantic import ValidationError

from scic.backends.components.field.image.component import ImageField
from scic.backends.components.field.mask.component import MaskField
from scic.backends.components.field.number.component import NumberField
from scic.backends.components.field.volume.component import VolumeField
from scic.compiler.catalogue.ports import Image, Mask, Number, Volume
from scic.compiler.catalogue.settings import Extent


def test_what_is_declared_is_a_fact() -> None:
    assert ImageField(size=Extent(values=(8, 9)), channels=3).type() == Image((8, 9), 3)
    spacing = Extent(values=(2, 0.5, 0.5), unit="um")
    assert VolumeField(spacing=spacing).type() == Volume(spacing=(2.0, 0.5, 0.5))
    assert NumberField(unit="g").type() == Number(unit="g")
    assert MaskField(classes=("a", "b")).type() == Mask(("a", "b"))


def test_a_pattern_comes_first() -> None:
    for field in (ImageField, VolumeField, MaskField):
        assert next(iter(field.model_fields)) == "pattern"


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: ImageField(size=(8, 8, 8)), "a height and a width"),
        (lambda: VolumeField(size=(8, 8)), "a depth, a height and a width"),
        (lambda: VolumeField(spacing=(1.0, 2.0)), "along three axes"),
        (lambda: MaskField(classes=("a",)), "two or more different classes"),
        (lambda: MaskField(classes=("a", "a")), "two or more different classes"),
        (lambda: MaskField(classes=("a", "b"), values=(1,)), "2 different numbers"),
        (lambda: MaskField(classes=("a", "b"), values=(1, 1)), "2 different numbers"),
    ],
)
def test_a_wrong_form_says_the_right_one(make: object, expected: str) -> None:
    with pytest.raises(ValidationError, match=expected):
        make()

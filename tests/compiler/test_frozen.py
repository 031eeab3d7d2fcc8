"""The values of the compiler: their fields are all that they are."""

from __future__ import annotations

from typing import ClassVar

import pytest

from scic.compiler.frozen import Frozen


class Point(Frozen):
    kind: ClassVar[str] = "point"
    x: int
    y: int = 0


class Named(Point):
    name: str = ""


class Other(Frozen):
    x: int
    y: int = 0


def test_values_of_a_class_are_equal_by_their_fields() -> None:
    assert Point(1) == Point(x=1, y=0)
    assert Point(1) != Point(1, 2)
    assert Point(1) != Other(1)
    assert Point(1) != Named(1)
    assert len({Point(1), Point(x=1), Point(2), Named(1), Other(1)}) == 4


def test_a_subclass_has_the_fields_of_its_base_first() -> None:
    assert vars(Named(1, 2, "c")) == {"x": 1, "y": 2, "name": "c"}
    assert list(vars(Named(name="c", x=1))) == ["x", "y", "name"]
    assert repr(Named(1, name="c")) == "Named(x=1, y=0, name='c')"


@pytest.mark.parametrize(
    ("given", "named", "message"),
    [
        ((), {}, "Point needs `x`"),
        ((1, 2, 3), {}, "Point has 2 fields, 3 are given"),
        ((1,), {"z": 3}, "Point has no `z`"),
        ((1,), {"kind": "line"}, "Point has no `kind`"),
        ((1,), {"x": 3}, "Point is given `x` twice"),
    ],
)
def test_what_does_not_fit_the_fields_is_refused(given: tuple[int, ...], named: dict[str, int], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        Point(*given, **named)


def test_a_value_cannot_be_changed() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match="Point is frozen"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="Point is frozen"):
        del point.x
    assert point == Point(1)


def test_another_value_is_made_of_it() -> None:
    named = Named(1, 2, "c")
    assert named.replace(y=5) == Named(1, 5, "c")
    assert named == Named(1, 2, "c")
    with pytest.raises(TypeError, match="Named has no `z`"):
        named.replace(z=5)

"""The types that settings have, as a spec writes them and as a component gets them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError, create_model

from scic.compiler.catalogue import settings
from scic.compiler.catalogue.base import Component
from scic.compiler.catalogue.settings import Extent, Interval, Measure, Reference


def checked(form: Any, written: Any) -> Any:
    """What becomes of a value in a setting of a component."""
    return create_model("Made", __base__=Component, setting=(form, ...))(setting=written).setting  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("form", "written", "value"),
    [
        (settings.Share, Measure(value=10, unit="%"), 0.1),
        (settings.Share, 0.25, 0.25),
        (settings.Share, 1, 1.0),
        (settings.Degrees, Measure(value=-30, unit="deg"), -30.0),
        (settings.Degrees, 15, 15.0),
        (settings.PixelLength, Measure(value=30, unit="px"), 30.0),
        (settings.PixelSize, Extent(values=(128, 64)), (128, 64)),
        (settings.PixelSize, Extent(values=(8.0, 8), unit="px"), (8, 8)),
        (settings.Spacing, Extent(values=(2, 0.5, 0.5), unit="um"), (2.0, 0.5, 0.5)),
        (settings.Between, Interval(low=-1, high=1), (-1.0, 1.0)),
        (settings.Ref, "species", Reference(parts=("species",))),
        (settings.Refs, "species", (Reference(parts=("species",)),)),
        (settings.Refs, (Reference(parts=("a", "b")), "c"), (Reference(parts=("a", "b")), Reference(parts=("c",)))),
        (settings.Names, "year", ("year",)),
        (settings.Names, ("a", "b"), ("a", "b")),
    ],
)
def test_what_is_written_becomes_what_is_meant(form: Any, written: Any, value: Any) -> None:
    assert checked(form, written) == value


@pytest.mark.parametrize(
    ("form", "written", "words"),
    [
        (settings.Share, Measure(value=10, unit="px"), "a share such as `10%`"),
        (settings.Share, Measure(value=110, unit="%"), "less than or equal to 1"),
        (settings.Share, True, "a share such as `10%`"),
        (settings.Share, "half", "a share such as `10%`"),
        (settings.Degrees, Measure(value=1, unit="rad"), "a quantity such as `30deg`"),
        (settings.Degrees, False, "a quantity such as `30deg`"),
        (settings.PixelLength, 0, "greater than 0"),
        (settings.PixelSize, Extent(values=(128, 0)), "a size in pixels"),
        (settings.PixelSize, Extent(values=(1.5, 2)), "a size in pixels"),
        (settings.PixelSize, Extent(values=(8, 8), unit="um"), "a size in pixels"),
        (settings.PixelSize, 128, "a size in pixels"),
        (settings.Spacing, Extent(values=(1, 0)), "a positive spacing"),
        (settings.Spacing, 1, "a spacing along each axis"),
        (settings.Between, 30, "a range such as `-30..30`"),
        (settings.Ref, 3, "a reference such as"),
        (settings.Names, (1,), "valid string"),
    ],
)
def test_another_form_is_refused_with_an_example(form: Any, written: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        checked(form, written)


def test_a_reference_reads_as_it_is_written() -> None:
    assert str(Reference(parts=("birds", "Body Mass (g)"))) == "birds.Body Mass (g)"

from __future__ import annotations

from typing import Any, cast

import pytest

from scic.compiler.catalogue.component import Model
from scic.compiler.catalogue.discovery import load
from scic.compiler.catalogue.ports import FieldType, Image, Volume
from scic.compiler.diagnostics.pixels import TooSmall
from scic.compiler.source import Span


class Place:
    """The part of a context that a model asks."""

    def __init__(self, found: FieldType) -> None:
        self.input = found

    def span(self, setting: str) -> Span:
        return Span(0, len(setting))


def findings(name: str, found: FieldType, **settings: Any) -> list[TooSmall]:
    component = load("model", name)(**settings)
    assert isinstance(component, Model)
    return cast(list[TooSmall], list(component.check(cast(Any, Place(found)))))


@pytest.mark.parametrize(
    ("name", "settings", "size", "help"),
    [
        ("cnn", {"widths": (4, 4, 4, 4, 4)}, (8, 64), "give `widths` at most 4 numbers"),
        ("unet", {"depth": 4}, (64, 15), "set `depth` to at most 3"),
        ("resnet", {}, (28, 28), "set `small_images: true`"),
        ("resnet", {"small_images": True}, (7, 7), "use `cnn`"),
    ],
)
def test_a_picture_too_small_is_found_and_mended(
    name: str, settings: dict[str, Any], size: tuple[int, int], help: str
) -> None:
    (found,) = findings(name, Image(size, 1), **settings)
    assert found.help() == f"{help}, or give it larger images"
    assert f"{size[0]}x{size[1]}" in found.message()


@pytest.mark.parametrize(
    ("name", "settings", "found"),
    [
        ("cnn", {"widths": (4, 4, 4, 4)}, Image((8, 8), 1)),
        ("unet", {"depth": 3}, Volume((8, 32, 32), 1)),
        ("resnet", {"small_images": True}, Image((8, 8), 1)),
        ("unet", {"depth": 9}, Image()),
    ],
)
def test_a_picture_large_enough_or_unknown_passes(name: str, settings: dict[str, Any], found: FieldType) -> None:
    assert findings(name, found, **settings) == []
